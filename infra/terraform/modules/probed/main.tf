# For awsvpc tasks, which have a network interface and so security groups of their own: the health sagas probe them from the hosts, and find a closed
# door unless this group is among them.

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-probed-"
  description = "Tasks with addresses of their own, for the health checks of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-probed" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "hosts" {
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.host_security_group_id
  description                  = "From the hosts: health checks, and services that call each other"
  ip_protocol                  = "tcp"
  from_port                    = 1
  to_port                      = 65535
}
