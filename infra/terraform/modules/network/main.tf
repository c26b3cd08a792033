# A VPC with a public subnet in each of two zones. Hosts reach AWS's APIs and their image registry through the internet gateway; nothing
# from outside reaches them, because no security group lets it in.

data "aws_availability_zones" "available" {
  state = "available"

  # Local Zones and Wavelength Zones lack services that the rest needs.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  zones = length(var.zones) > 0 ? var.zones : slice(data.aws_availability_zones.available.names, 0, 2)
}

resource "aws_vpc" "this" {
  cidr_block = var.cidr

  # Both are what a private hosted zone needs to be answered in the VPC.
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# The group that AWS hands to whatever names none: it lets nothing in or out.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-default-closed" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.name }
}

resource "aws_subnet" "public" {
  for_each = { for index, zone in local.zones : zone => index }

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = cidrsubnet(var.cidr, 4, each.value)
  map_public_ip_on_launch = true

  tags = { Name = "${var.name}-public-${each.key}" }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-public" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

# Who spoke with whom, on request: a gigabyte of it costs half a dollar, and a cluster that resolves and probes makes many.
resource "aws_flow_log" "this" {
  count = var.flow_log == null ? 0 : 1

  vpc_id               = aws_vpc.this.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = one(aws_cloudwatch_log_group.flow[*].arn)
  iam_role_arn         = one(aws_iam_role.flow[*].arn)

  tags = { Name = var.name }

  depends_on = [aws_iam_role_policy.flow]
}

resource "aws_cloudwatch_log_group" "flow" {
  count = var.flow_log == null ? 0 : 1

  name              = "/pipeline/${var.name}/flow"
  retention_in_days = var.flow_log.days
  kms_key_id        = var.flow_log.key_arn
}

data "aws_iam_policy_document" "flow_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "flow" {
  count = var.flow_log == null ? 0 : 1

  statement {
    sid       = "WriteTheFlowLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
    resources = ["${one(aws_cloudwatch_log_group.flow[*].arn)}:*"]
  }
}

resource "aws_iam_role" "flow" {
  count = var.flow_log == null ? 0 : 1

  name_prefix        = "${var.name}-flow-"
  description        = "Writes the flow log of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.flow_assume.json
}

resource "aws_iam_role_policy" "flow" {
  count = var.flow_log == null ? 0 : 1

  name   = "flow"
  role   = one(aws_iam_role.flow[*].id)
  policy = one(data.aws_iam_policy_document.flow[*].json)
}
