namespace Pipeline.Clients.Tests.Addresses;

public sealed class When_a_grpc_channel_resolves_a_name(ServedDomain domain)
{
    [Fact]
    public async Task Its_calls_follow_instances()
    {
        if (ClientPrograms.Modules is not { } modules)
        {
            MissingPart.Skip("@grpc/grpc-js is not installed (npm)");
            return;
        }

        await using var service = new Service(domain, "grpc")
        {
            Program = "grpc-instance.js",
            Check = "tcp",
            FixedPort = Service.NewFixedPort(),
        };
        await ComingAndGoing.GoThroughAsync(domain, service, ClientLoads.Program(
            $"dns:///{service.Name}:{service.FixedPort}", "env", $"NODE_PATH={modules}", "node", ClientPrograms.Find("grpc.js")));
    }
}
