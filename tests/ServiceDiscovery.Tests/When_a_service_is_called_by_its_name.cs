using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.ServiceDiscovery;
using Pipeline.ServiceDiscovery.Instances;

namespace Pipeline.ServiceDiscovery.Tests;

public sealed class When_a_service_is_called_by_its_name
{
    [Theory]
    [InlineData("http://calc")]
    [InlineData("http://calc.lab.internal")]
    [InlineData("http://CALC/")]
    [InlineData("http://calc:9999")]
    public async Task Each_instance_answers_in_turn_whatever_its_port(string url)
    {
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        await using var two = await NamedServer.StartAsync("two");
        names.Set(("calc", 1, one.Port), ("calc", 1, two.Port));
        await using var caller = new Caller(options => options.DnsServer = names.EndPoint);

        var answers = new List<string>();
        for (var call = 0; call < 4; call++) answers.Add(await caller.CallAsync(url));
        answers.Count(answer => answer is "one").ShouldBe(2);
        answers.Count(answer => answer is "two").ShouldBe(2);
    }

    [Fact]
    public async Task Instances_that_come_move_and_go_are_followed()
    {
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        await using var two = await NamedServer.StartAsync("two");
        await using var moved = await NamedServer.StartAsync("two, moved");
        await using var caller = new Caller(options => options.DnsServer = names.EndPoint);

        names.Set(("calc", 1, one.Port));
        await caller.IsAnsweredByAsync("http://calc", "one");
        names.Set(("calc", 1, one.Port), ("calc", 1, two.Port));
        await caller.IsAnsweredByAsync("http://calc", "one", "two");
        names.Set(("calc", 1, one.Port), ("calc", 1, moved.Port));
        await caller.IsAnsweredByAsync("http://calc", "one", "two, moved");
        names.Set(("calc", 1, moved.Port));
        await caller.IsAnsweredByAsync("http://calc", "two, moved");
    }

    [Fact]
    public async Task Only_the_best_priority_is_called_until_it_is_empty()
    {
        await using var names = await Names.StartAsync();
        await using var first = await NamedServer.StartAsync("first");
        await using var spare = await NamedServer.StartAsync("spare");
        await using var caller = new Caller(options => options.DnsServer = names.EndPoint);

        names.Set(("calc", 1, first.Port), ("calc", 2, spare.Port));
        await caller.IsAnsweredByAsync("http://calc", "first");
        names.Set(("calc", 2, spare.Port));
        await caller.IsAnsweredByAsync("http://calc", "spare");
    }

    [Fact]
    public async Task Without_an_instance_it_fails_as_a_name_that_does_not_resolve_until_there_is_one()
    {
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        await using var caller = new Caller(options => options.DnsServer = names.EndPoint);

        var failure = await Should.ThrowAsync<HttpRequestException>(caller.CallAsync("http://calc"));
        failure.HttpRequestError.ShouldBe(HttpRequestError.NameResolutionError);
        failure.Message.ShouldBe("service 'calc' has no instance that answers");

        names.Set(("calc", 1, one.Port));
        await Eventually.ThatAsync(async () => await TryAsync(caller) is "one", "calc answers", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task What_is_known_stays_while_the_DNS_server_is_away_and_is_followed_when_it_is_back()
    {
        await using var one = await NamedServer.StartAsync("one");
        await using var two = await NamedServer.StartAsync("two");
        var names = await Names.StartAsync();
        names.Set(("calc", 1, one.Port));
        var port = names.EndPoint.Port;
        await using var caller = new Caller(options => options.DnsServer = new IPEndPoint(IPAddress.Loopback, port));
        await caller.IsAnsweredByAsync("http://calc", "one");

        await names.DisposeAsync();
        var until = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(until) < TimeSpan.FromSeconds(4)) (await caller.CallAsync("http://calc")).ShouldBe("one");

        await using var again = await Names.StartAsync(port);
        again.Set(("calc", 1, two.Port));
        await caller.IsAnsweredByAsync("http://calc", "two");
    }

    [Fact]
    public async Task Who_never_got_an_answer_is_told_why()
    {
        var names = await Names.StartAsync();
        var nobody = names.EndPoint;
        await names.DisposeAsync();
        await using var caller = new Caller(options => options.DnsServer = nobody);

        var failure = await Should.ThrowAsync<HttpRequestException>(caller.CallAsync("http://calc"));
        failure.Message.ShouldStartWith("service 'calc' cannot be found now: the DNS server does not answer for calc.lab.internal");
    }

    [Fact]
    public async Task Other_names_are_resolved_as_without_it()
    {
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        await using var caller = new Caller(options => options.DnsServer = names.EndPoint);
        (await caller.CallAsync($"http://127.0.0.1:{one.Port}")).ShouldBe("one");
        (await caller.CallAsync($"http://localhost:{one.Port}")).ShouldBe("one");
    }

    [Fact]
    public async Task Each_endpoint_says_on_which_host_it_is()
    {
        await using var names = await Names.StartAsync();
        names.Set(("calc", 1, 4711));
        await using var caller = new Caller(options => options.DnsServer = names.EndPoint);
        var found = await caller.Get<ServiceEndpointResolver>().GetEndpointsAsync("http://calc", CancellationToken.None);
        found.Endpoints.ShouldHaveSingleItem().Features.Get<FoundInstance>().ShouldBe(
            new FoundInstance(new IPEndPoint(IPAddress.Loopback, 4711), "here"));
    }

    [Fact]
    public async Task gRPC_clients_call_it_as_well()
    {
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one", HttpProtocols.Http2);
        await using var two = await NamedServer.StartAsync("two", HttpProtocols.Http2);
        names.Set(("calc", 1, one.Port), ("calc", 1, two.Port));
        await using var caller = new Caller(
            options => options.DnsServer = names.EndPoint,
            services => services.AddGrpcClient<WhoAmI.WhoAmIClient>(grpc => grpc.Address = new Uri("http://calc")).AddServiceDiscovery());

        var client = caller.Get<WhoAmI.WhoAmIClient>();
        HashSet<string> answers = [(await client.AskAsync(new())).Value, (await client.AskAsync(new())).Value];
        answers.ShouldBe(["one", "two"], ignoreOrder: true);
    }

    private static async Task<string?> TryAsync(Caller caller)
    {
        try
        {
            return await caller.CallAsync("http://calc");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
