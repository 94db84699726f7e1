"""Checks of a post before it goes out: each a rule of resources/rules/checks.toml, found by a function of its key."""

from smdesk.domain.checks.finding import Count, Draft, Finding, Rule, Weight
from smdesk.domain.checks.run import Looking, check, substance, whole

__all__ = ["Count", "Draft", "Finding", "Looking", "Rule", "Weight", "check", "substance", "whole"]
