using System.Net;

namespace Pipeline.Clients.Tests.Support;

/// <summary>The configurations of proxies, as <c>docs/clients.md</c> has them.</summary>
internal static class ProxyConfiguration
{
    /// <param name="listen">Where it takes requests.</param>
    /// <param name="resolver">Whom it asks.</param>
    /// <param name="instances">The name of an SRV set, or a name of addresses with a port.</param>
    public static string Haproxy(IPEndPoint listen, IPAddress resolver, string instances) => $"""
        defaults
            mode http
            timeout connect 2s
            timeout client 10s
            timeout server 10s
            retries 3
            option redispatch

        resolvers local
            nameserver local {resolver}:53
            accepted_payload_size 1232
            hold valid 1s

        frontend all
            bind {listen}
            default_backend instances

        backend instances
            balance roundrobin
            server-template instance 10 {instances} resolvers local resolve-prefer ipv4 init-addr none check inter 1s
        """;

    /// <param name="listen">Where it takes requests.</param>
    /// <param name="resolver">Whom it asks.</param>
    /// <param name="instances">A name of addresses, with a port.</param>
    /// <param name="folder">Where its files lie.</param>
    public static string Nginx(IPEndPoint listen, IPAddress resolver, string instances, string folder) => $$"""
        pid {{folder}}/pid;
        error_log stderr;
        events {}
        http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            resolver {{resolver}} ipv6=off;
            server {
                listen {{listen}};
                location / {
                    set $instances http://{{instances}};
                    proxy_pass $instances;
                }
            }
        }
        """;
}
