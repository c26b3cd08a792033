using System.Net;
using Microsoft.AspNetCore.Http;

namespace Pipeline.ServiceDiscovery.Tests;

public sealed class When_the_API_is_followed
{
    [Fact]
    public async Task Changes_are_followed_though_DNS_never_answers()
    {
        await using var api = await StandInApi.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        await using var two = await NamedServer.StartAsync("two");
        api.Set(one.Port);
        await using var caller = new Caller(options =>
        {
            (options.DnsServer, options.Api, options.ApiToken) = (Nobody(), api.Address, "secret");
        });

        await caller.IsAnsweredByAsync("http://calc", "one");
        api.Set(one.Port, two.Port);
        await caller.IsAnsweredByAsync("http://calc", "one", "two");
        api.Set(two.Port);
        await caller.IsAnsweredByAsync("http://calc", "two");
        api.LastQuery.ShouldBe("?healthy=true&wait=30s");
        api.LastAuthorization.ShouldBe("Bearer secret");
    }

    public static TheoryData<string, int, string> Others => new()
    {
        { "<html>who are you?</html>", 200, "text/html" },
        { """{"instances": "none"}""", 200, "application/json" },
        { """{"instances": [{"address": "nowhere", "port": 1, "host": "here"}]}""", 200, "application/json" },
        { """{"instances": [{"address": "127.0.0.1", "port": 70000, "host": "here"}]}""", 200, "application/json" },
        { "{}", 200, "application/json" },
        { "not here", 404, "text/html" },
        { "", 401, "application/problem+json" },
        { "", 503, "application/problem+json" },
    };

    [Theory, MemberData(nameof(Others))]
    public async Task Where_something_else_answers_DNS_is_asked(string body, int status, string type)
    {
        await using var api = await StandInApi.StartAsync();
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        names.Set(("calc", 1, one.Port));
        api.Instead = Results.Content(body, type, statusCode: status);
        await using var caller = new Caller(options => (options.DnsServer, options.Api) = (names.EndPoint, api.Address));
        await caller.IsAnsweredByAsync("http://calc", "one");
    }

    [Fact]
    public async Task After_it_was_away_it_is_followed_again()
    {
        await using var api = await StandInApi.StartAsync();
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        await using var two = await NamedServer.StartAsync("two");
        names.Set(("calc", 1, one.Port));
        api.Set(two.Port);
        api.Instead = Results.StatusCode(502);
        await using var caller = new Caller(options => (options.DnsServer, options.Api) = (names.EndPoint, api.Address));

        await caller.IsAnsweredByAsync("http://calc", "one");
        api.Instead = null;
        await caller.IsAnsweredByAsync("http://calc", "two");
    }

    [Fact]
    public async Task A_service_that_the_API_does_not_know_has_no_instance()
    {
        await using var api = await StandInApi.StartAsync();
        await using var names = await Names.StartAsync();
        api.Instead = Results.Problem("There is no service 'calc'.", statusCode: 404);
        await using var caller = new Caller(options => (options.DnsServer, options.Api) = (names.EndPoint, api.Address));
        var failure = await Should.ThrowAsync<HttpRequestException>(caller.CallAsync("http://calc"));
        failure.Message.ShouldBe("service 'calc' has no instance that answers");
    }

    /// <summary>An address where nothing listens.</summary>
    private static IPEndPoint Nobody()
    {
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
