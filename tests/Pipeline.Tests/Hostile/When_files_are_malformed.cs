using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Hostile;

/// <summary>The files that commands read: a policy to try, and the owners of names.</summary>
public sealed class When_files_are_malformed(RealPostgres postgres) : IDisposable
{
    private readonly string directory = TemporaryDirectory.Create("hostile-files");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"x\"")]
    [InlineData("\u0000\u0001")]
    [InlineData("""{"failures":"x"}""")]
    [InlineData("""{"failures":1e999}""")]
    [InlineData("""{"failures":-1}""")]
    [InlineData("""{"quorum":2147483648}""")]
    [InlineData("""{"floor":"NaN"}""")]
    [InlineData("""{"floor":{}}""")]
    [InlineData("""{"grace":"1:00"}""")]
    [InlineData("""{"grace":"soon"}""")]
    [InlineData("""{"grace":-5}""")]
    [InlineData("""{"atOnce":1e300}""")]
    [InlineData("""{"atOnce":[]}""")]
    [InlineData("""{"unknown":1}""")]
    [InlineData("""{"failures":1,}""")]
    [InlineData("""{"failures":1}{"failures":1}""")]
    public async Task A_policy_that_is_none_is_refused_in_words(string text)
    {
        var file = Path.Combine(directory, "policy.json");
        await File.WriteAllTextAsync(file, text);

        await ShouldBeRefusedAsync(HostileRun.DeadDatabase, "backtest", "--policy", file);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"5\"")]
    [InlineData("\"5s\"")]
    [InlineData("\"00:00:05\"")]
    public async Task A_duration_in_a_policy_is_written_as_in_a_setting(string written)
    {
        var file = Path.Combine(directory, "policy.json");
        await File.WriteAllTextAsync(file, $$"""{"grace":{{written}}}""");

        (await History.Backtest.BacktestPolicy.ReadAsync(file, TestContext.Current.CancellationToken)).Grace.ShouldBe(
            TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_is_no_file_is_refused_in_words()
    {
        var database = await postgres.CreatePreparedAsync();
        foreach (var path in (string[])["", " ", "/nowhere/at/all", directory, "/proc/self/mem", "/dev/null", new('x', 5_000)])
        {
            await ShouldBeRefusedAsync(HostileRun.DeadDatabase, "backtest", "--policy", path);
            if (path is not ("" or "/dev/null")) await ShouldBeRefusedAsync(database, "names", "--name-owners", path);
        }
    }

    [Theory]
    [InlineData("calc")]
    [InlineData("calc =")]
    [InlineData("= family:calc")]
    [InlineData("calc family:")]
    [InlineData("calc nobody:x")]
    [InlineData("..: family:calc")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("calc family:a\ncalc family:b")]
    [InlineData("{\"calc\":1}")]
    public async Task Owners_that_are_none_are_refused_in_words(string text)
    {
        var file = Path.Combine(directory, "owners");
        await File.WriteAllTextAsync(file, text);

        await ShouldBeRefusedAsync(await postgres.CreatePreparedAsync(), "names", "--name-owners", file);
    }

    private static async Task ShouldBeRefusedAsync(string database, params string[] line)
    {
        var run = new HostileRun(new StubRegistry(), new Dictionary<string, string> { ["Pipeline__Database"] = database });
        (await run.JudgeAsync(line)).ShouldBeNull();
        run.Code.ShouldNotBe(0);
    }
}
