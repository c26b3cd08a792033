# For how long resolvers remember that a name is not there: the smaller of the SOA record's own TTL and its last number (RFC 2308), of which
# Route 53 makes 900 s and 86,400 s. Every hosted zone has the record, so it is overwritten; Route 53 refuses to delete it, and a destroy leaves it.

resource "aws_route53_record" "soa" {
  zone_id         = var.zone.id
  name            = var.zone.name
  type            = "SOA"
  ttl             = var.negative_ttl
  allow_overwrite = true

  records = ["${trimsuffix(var.zone.primary_name_server, ".")}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 ${var.negative_ttl}"]
}
