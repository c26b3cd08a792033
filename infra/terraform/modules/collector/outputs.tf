output "endpoints" {
  description = "Where a process sends its telemetry: from its host's network, and from a bridge."
  value = {
    host   = "http://127.0.0.1:${var.port}"
    bridge = "http://${var.bridge_gateway}:${var.port}"
  }
}
