# The private hosted zone that the projector writes. What it holds follows from the registry, which can write it again; so it may be deleted
# with its records.

resource "aws_route53_zone" "this" {
  name          = var.domain
  comment       = "Service discovery, written by the projector of ${var.name}"
  force_destroy = var.force_destroy

  vpc {
    vpc_id = var.vpc_id
  }
}
