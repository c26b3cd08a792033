# What the zone asks of whoever writes it: of the projector, or of a role in the zone's account that the projector becomes.

locals {
  zone_arn = "arn:${local.partition}:route53:::hostedzone/${var.zone.id}"
}

data "aws_iam_policy_document" "zone" {
  # SRV and A below its own domain, in its own zone, and TXT for the zone's fence (Route 53 Developer Guide: using IAM policy conditions for
  # fine-grained access control). Names and types cannot be tied to each other: that TXT is the fence's alone, the code sees to. UPSERT is
  # for projectors before the fence; it goes once none of them runs. A key that is absent would satisfy ForAllValues, so it must be there.
  statement {
    sid       = "WriteTheZone"
    actions   = ["route53:ChangeResourceRecordSets"]
    resources = [local.zone_arn]

    condition {
      test     = "ForAllValues:StringLike"
      variable = "route53:ChangeResourceRecordSetsNormalizedRecordNames"
      values   = ["*.${var.domain}"]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "route53:ChangeResourceRecordSetsRecordTypes"
      values   = ["A", "AAAA", "SRV", "TXT"]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "route53:ChangeResourceRecordSetsActions"
      values   = ["CREATE", "DELETE", "UPSERT"]
    }

    condition {
      test     = "Null"
      variable = "route53:ChangeResourceRecordSetsNormalizedRecordNames"
      values   = ["false"]
    }
  }

  statement {
    sid       = "ReadTheZone"
    actions   = ["route53:ListResourceRecordSets", "route53:GetHostedZone"]
    resources = [local.zone_arn]
  }

  # A change's identifier is known only once it was made.
  statement {
    sid       = "SeeWhetherAChangeIsInSync"
    actions   = ["route53:GetChange"]
    resources = ["arn:${local.partition}:route53:::change/*"]
  }
}
