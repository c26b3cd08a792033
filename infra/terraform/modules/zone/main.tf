# The private hosted zone that the projector writes. What it holds follows from the registry, which can write it again; so it may be deleted
# with its records.

resource "aws_route53_zone" "this" {
  name          = var.domain
  comment       = "Service discovery, written by the projector of ${var.name}"
  force_destroy = var.force_destroy

  vpc {
    vpc_id = var.vpc_id
  }

  # The list would have every VPC removed that is associated elsewhere: below, and by other accounts.
  lifecycle {
    ignore_changes       = [vpc]
    replace_triggered_by = [terraform_data.home]
  }
}

# The VPC that the zone was made for. A private zone cannot be without one, so another VPC is another zone.
resource "terraform_data" "home" {
  triggers_replace = var.vpc_id
}

resource "aws_route53_zone_association" "own" {
  for_each = { for name, vpc in var.vpcs : name => vpc if !vpc.other_account }

  zone_id    = aws_route53_zone.this.zone_id
  vpc_id     = each.value.vpc_id
  vpc_region = each.value.region
}

# That account then associates the VPC itself: aws_route53_zone_association, with its own provider.
resource "aws_route53_vpc_association_authorization" "other" {
  for_each = { for name, vpc in var.vpcs : name => vpc if vpc.other_account }

  zone_id    = aws_route53_zone.this.zone_id
  vpc_id     = each.value.vpc_id
  vpc_region = each.value.region
}
