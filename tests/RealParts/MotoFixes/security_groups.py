"""moto forgets what a rule says of itself where the rule lets a group in; EC2 keeps it (UserIdGroupPair in its API reference)."""


def described(models):
    models.SecurityGroupRule.description = property(
        lambda rule: rule.ip_range.get("Description") or rule.source_group.get("Description")
    )
