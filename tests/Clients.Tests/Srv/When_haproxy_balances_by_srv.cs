namespace Pipeline.Clients.Tests.Srv;

public sealed class When_haproxy_balances_by_srv(ServedDomain domain)
{
    [Theory, InlineData("dnsmasq"), InlineData("unbound")]
    public async Task Its_servers_follow_instances_and_their_ports(string resolver)
    {
        await using var service = new Service(domain, $"_haproxy-{resolver}._tcp");
        var answers = new AnswerLog();
        await ComingAndGoing.GoThroughAsync(service, answers, () => ProxyUnderLoad.StartAsync(
            "haproxy",
            (listen, _) => $"""
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 10s
                    timeout server 10s
                    retries 3
                    option redispatch

                resolvers local
                    nameserver local {domain.Resolver(resolver).Address}:53
                    accepted_payload_size 1232
                    hold valid 1s

                frontend all
                    bind {listen}
                    default_backend instances

                backend instances
                    balance roundrobin
                    server-template instance 10 {service.Name} resolvers local resolve-prefer ipv4 init-addr none check inter 1s
                """,
            configuration => ["haproxy", "-db", "-f", configuration],
            answers));
    }
}
