using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Console.Tests.Api;

public sealed class When_a_program_follows(SamplePipeline sample)
{
    private const string Instances = "/v1/services/calc/instances?healthy=true";

    private readonly ModelHost blue = new("blue", "192.0.2.1");

    [Fact]
    public async Task Each_event_is_the_whole_state_and_its_id_is_the_ETag()
    {
        await using var history = await BeginAsync();
        await using var console = await RunningConsole.StartAsync(history.Database);
        await using var events = console.Http.FollowAsync(Instances).GetAsyncEnumerator();

        var first = await events.NextAsync();
        first.EventType.ShouldBe("state");
        first.Containers().ShouldBe(["calc-1"]);
        (await console.Http.AskAsync(Instances)).ETag.Tag.ShouldBe($"\"{first.EventId}\"");
        await history.StateAsync(2, blue.Started(SamplePipeline.Container(blue, "calc-2", "calc", 32_002)));

        (await StateAsync(events)).Containers().ShouldBe(["calc-1", "calc-2"]);
    }

    [Fact]
    public async Task Who_comes_back_gets_what_changed_meanwhile_and_nothing_twice()
    {
        await using var history = await BeginAsync();
        await using var console = await RunningConsole.StartAsync(history.Database);
        string? known;
        await using (var events = console.Http.FollowAsync(Instances).GetAsyncEnumerator()) known = (await events.NextAsync()).EventId;

        await using (var events = console.Http.FollowAsync(Instances, known).GetAsyncEnumerator())
            (await events.NextAsync()).EventType.ShouldBe("beat", "it has the state already");
        await history.StateAsync(2, blue.Started(SamplePipeline.Container(blue, "calc-2", "calc", 32_002)));

        await using var again = console.Http.FollowAsync(Instances, known).GetAsyncEnumerator();
        (await StateAsync(again)).Containers().ShouldBe(["calc-1", "calc-2"]);
    }

    [Fact]
    public async Task Failure_41_a_server_that_ends_and_starts_again_loses_nothing_for_those_that_follow()
    {
        await using var history = await BeginAsync();
        string? known;
        await using (var console = await RunningConsole.StartAsync(history.Database))
        {
            await using var events = console.Http.FollowAsync(Instances).GetAsyncEnumerator();
            known = (await events.NextAsync()).EventId;
            await console.KillAsync();
            await Should.ThrowAsync<Exception>(async () => await events.NextAsync());
        }

        await using (var console = await RunningConsole.StartAsync(history.Database))
        {
            await using var same = console.Http.FollowAsync(Instances, known).GetAsyncEnumerator();
            (await same.NextAsync()).EventType.ShouldBe("beat", "the state is the same as before the restart");
        }

        await history.StateAsync(0, blue.Stopped(SamplePipeline.IdOf("calc-1")));
        await using (var console = await RunningConsole.StartAsync(history.Database))
        {
            await using var changed = console.Http.FollowAsync(Instances, known).GetAsyncEnumerator();
            (await changed.NextAsync()).Containers().ShouldBeEmpty("it went while no server ran");
        }
    }

    [Fact]
    public async Task Failure_40_while_the_database_is_away_it_is_answered_with_what_was_known_and_since_when()
    {
        await using var history = await BeginAsync();
        var direct = new Npgsql.NpgsqlConnectionStringBuilder(history.Database);
        await using var line = new CuttableProxy(new(IPAddress.Loopback, direct.Port));
        await using var console = await RunningConsole.StartAsync(
            new Npgsql.NpgsqlConnectionStringBuilder(history.Database) { Host = "127.0.0.1", Port = line.EndPoint.Port }.ConnectionString);
        var known = await console.Http.AskAsync(Instances);
        known.Response.Headers.Contains("Stale-Since").ShouldBeFalse();

        line.Cut();

        var stale = await Eventually.GetAsync(
            () => console.Http.AskAsync(Instances), answer => answer.Response.Headers.Contains("Stale-Since"), "it says that it is stale");
        stale.Status.ShouldBe(HttpStatusCode.OK);
        stale.ETag.ShouldBe(known.ETag);
        var waiting = console.Http.AskAsync($"{Instances}&wait=60s", known.ETag);
        await history.StateAsync(2, blue.Started(SamplePipeline.Container(blue, "calc-2", "calc", 32_002)));
        line.Mend();

        var fresh = await waiting;
        fresh.Of("instances", "containerName").ShouldBe(["calc-1", "calc-2"]);
    }

    [Fact]
    public async Task Before_the_database_answered_even_once_it_is_a_503_that_says_when_to_ask_again()
    {
        await using var history = await BeginAsync();
        var direct = new Npgsql.NpgsqlConnectionStringBuilder(history.Database);
        await using var line = new CuttableProxy(new(IPAddress.Loopback, direct.Port));
        await using var console = await RunningConsole.StartAsync(
            new Npgsql.NpgsqlConnectionStringBuilder(history.Database) { Host = "127.0.0.1", Port = line.EndPoint.Port }.ConnectionString);
        line.Cut();

        var answer = await console.Http.AskAsync(Instances);

        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        answer.Problem.ShouldContain("try again in a few seconds");
    }

    [Fact]
    public async Task A_reader_that_was_slow_gets_the_newest_state_and_not_each_that_it_missed()
    {
        const int Many = 400;
        await using var history = await BeginAsync();
        await using var console = await RunningConsole.StartAsync(history.Database);
        var containers = Enumerable.Range(0, Many)
            .Select(number => SamplePipeline.Container(blue, $"calc-{number}", "calc", 33_000 + number));
        await history.StateAsync(Many, blue.Reported([.. containers]));
        await using var slow = await SlowReaderAsync(console.Address);

        for (var round = 1; round <= 5; round++)
        {
            var last = (await console.Http.AskAsync(Instances)).ETag;
            await history.StateAsync(Many + round, blue.Started(SamplePipeline.Container(blue, $"more-{round}", "calc", 34_000 + round)));
            (await console.Http.AskAsync($"{Instances}&wait=60s", last)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var newest = (await console.Http.AskAsync(Instances)).ETag.Tag.Trim('"');
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (!text.ToString().Contains($"id: {newest}", StringComparison.Ordinal))
        {
            var read = await slow.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            read.ShouldBeGreaterThan(0, "the stream goes on until the newest state");
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        (text.ToString().Split("event: state").Length - 1).ShouldBeLessThanOrEqualTo(6, "one a state at most");
    }

    /// <summary>A connection with a small window that nobody reads.</summary>
    private static async Task<NetworkStream> SlowReaderAsync(Uri console)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(IPAddress.Loopback, console.Port);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {Instances} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"));
        return stream;
    }

    private static async Task<System.Net.ServerSentEvents.SseItem<string>> StateAsync(
        IAsyncEnumerator<System.Net.ServerSentEvents.SseItem<string>> events)
    {
        while (true)
            if (await events.NextAsync() is { EventType: "state" } state) return state;
    }

    private async Task<RecordedHistory> BeginAsync()
    {
        var history = await RecordedHistory.BeginAsync(sample.Postgres);
        await history.StateAsync(1, blue.Reported(SamplePipeline.Container(blue, "calc-1", "calc", 32_001)));
        return history;
    }
}
