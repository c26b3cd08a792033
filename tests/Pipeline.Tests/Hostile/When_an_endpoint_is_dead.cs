using Pipeline.Composition;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Hostile;

/// <summary>A database, AWS or an engine that is not there, hangs up, or is something else.</summary>
public sealed class When_an_endpoint_is_dead(RealPostgres postgres) : IAsyncDisposable
{
    private static readonly string[][] Reading =
    [
        ["status"], ["services"], ["instances"], ["hosts"], ["names"], ["sagas"], ["saga", "x"], ["why", "x"], ["events"], ["plan"],
        ["replay", "--dry-run"], ["adopt"], ["names", "release", "x"], ["hosts", "forget", "x"],
    ];

    private readonly WebService peer = new();

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(Manner.BreaksOff)]
    [InlineData(Manner.Babbles)]
    public async Task A_database_that_is_none_is_told_in_words(Manner? manner)
    {
        var variables = new Dictionary<string, string>
        {
            ["Pipeline__Database"] = $"Host=127.0.0.1;Port={PortOf(manner)};Database=x;Username=x;Timeout=2",
        };
        List<string> failures = [];
        foreach (var line in Reading)
            if (await new HostileRun(new LocalParts(TimeProvider.System), variables).JudgeAsync(line) is { } failure) failures.Add(failure);

        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Manner.BreaksOff)]
    [InlineData(Manner.Babbles)]
    [InlineData(Manner.Fails)]
    [InlineData(Manner.Redirects)]
    public async Task What_a_check_of_a_URL_meets_is_told_in_words(Manner? manner)
    {
        var run = new HostileRun(new StubRegistry(), new Dictionary<string, string>());
        foreach (var scheme in (string[])["http", "https"])
            (await run.JudgeAsync("healthcheck", $"{scheme}://127.0.0.1:{PortOf(manner)}/")).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Manner.BreaksOff)]
    [InlineData(Manner.Babbles)]
    [InlineData(Manner.Serves)]
    public async Task An_AWS_that_is_none_is_told_in_words(Manner? manner)
    {
        var end = await PipelineCommand.RunAsync(Aws(PortOf(manner)), "dead-letters", "--queue", "facts");

        end.ExitCode.ShouldBe(1);
        FrameworkWords.In(end.Errors).ShouldBeEmpty(end.Errors);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Manner.BreaksOff)]
    [InlineData(Manner.Babbles)]
    public async Task An_agent_logs_in_words_that_engine_and_SNS_are_none(Manner? manner)
    {
        var port = PortOf(manner);
        await using var agent = new ServiceProcess(ServiceProcess.Agent, new Dictionary<string, string>(Aws(port))
        {
            ["Pipeline__Engine"] = $"tcp://127.0.0.1:{port}",
            ["Pipeline__HostAddress"] = "127.0.0.1",
            ["Pipeline__HostId"] = "red",
            ["Pipeline__StateDirectory"] = "/proc/nowhere",
        });

        await agent.SaysAsync("warn ");

        FrameworkWords.In(agent.Said).ShouldBeEmpty(agent.Said);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Manner.BreaksOff)]
    [InlineData(Manner.Babbles)]
    public async Task A_projector_logs_in_words_that_AWS_is_none(Manner? manner)
    {
        await using var projector = new ServiceProcess(
            ServiceProcess.Pipeline, new Dictionary<string, string>(Aws(PortOf(manner)))
            {
                ["Pipeline__Database"] = await postgres.CreatePreparedAsync(),
                ["Pipeline__Console"] = "http://127.0.0.1:0",
                ["Pipeline__ZoneId"] = "Z0123456789ABCDEFGHIJ",
            }, "projector");

        await projector.SaysAsync("warn ");

        FrameworkWords.In(projector.Said).ShouldBeEmpty(projector.Said);
    }

    /// <param name="manner">How the peer behaves; null for none.</param>
    private int PortOf(Manner? manner)
    {
        if (manner is { } behaves) peer.Manner = behaves;
        else peer.Refuse();
        return peer.Port;
    }

    private static Dictionary<string, string> Aws(int port) => new()
    {
        ["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{port}",
        ["AWS_REGION"] = "eu-west-1",
        ["AWS_ACCESS_KEY_ID"] = "key",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };
}
