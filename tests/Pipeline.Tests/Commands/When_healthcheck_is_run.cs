using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Commands;

public sealed class When_healthcheck_is_run : IAsyncDisposable
{
    private readonly StringWriter errors = new();
    private readonly WebService service = new();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData(Manner.Serves, 0)]
    [InlineData(Manner.Fails, 1)]
    [InlineData(Manner.Redirects, 1)]
    [InlineData(Manner.BreaksOff, 1)]
    [InlineData(Manner.Babbles, 1)]
    public async Task Only_200_is_well(Manner manner, int code)
    {
        service.Manner = manner;
        (await RunAsync([], $"http://127.0.0.1:{service.Port}/up")).ShouldBe(code);
        (errors.ToString().Trim() is "").ShouldBe(code == 0);
    }

    [Fact]
    public async Task Where_nobody_listens_it_says_so()
    {
        service.Refuse();
        (await RunAsync([], $"http://127.0.0.1:{service.Port}/")).ShouldBe(1);
        errors.ToString().ShouldContain("does not answer");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Without_a_URL_it_asks_whether_this_process_lives(string listens)
    {
        var variables = new Dictionary<string, string>
        {
            ["Pipeline__Console"] = $"http://{listens}:{service.Port}",
            ["Pipeline__ConsoleToken"] = "a-secret-of-this-console",
        };

        (await RunAsync(variables)).ShouldBe(0);

        service.LastRequest.ShouldStartWith("GET /health/live ");
    }

    [Fact]
    public async Task What_is_no_URL_is_a_usage_error() => (await RunAsync([], "nowhere")).ShouldBe(2);

    private Task<int> RunAsync(Dictionary<string, string> variables, params string[] arguments) =>
        new CommandLine(
            new StubRegistry(), new() { Output = TextWriter.Null, Errors = errors, Terminal = false, Variables = variables, Root = false })
            .RunAsync(["healthcheck", .. arguments], CancellationToken.None);
}
