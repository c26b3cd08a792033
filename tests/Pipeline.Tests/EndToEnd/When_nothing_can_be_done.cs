using System.Net;
using System.Net.Sockets;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

/// <summary>What cannot work ends at once, with one line that says why, and a code for scripts.</summary>
public sealed class When_nothing_can_be_done(RealPostgres postgres, TwoEnginePipeline engines) : IDisposable
{
    private readonly string data = TemporaryDirectory.Create("refused");

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Theory]
    [InlineData("127.0.0.1:{0}", "http://127.0.0.1:0")]
    [InlineData("127.0.0.1:0", "http://127.0.0.1:{0}")]
    public async Task A_port_in_use_ends_it(string dns, string console)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await EndsAsync(1, $"{port} is in use", [], "--dns", dns.Replace("{0}", $"{port}"), "--console", console.Replace("{0}", $"{port}"));
    }

    [Fact]
    public Task An_option_that_does_not_exist_ends_it() => EndsAsync(2, "--bogus", [], "--bogus");

    [Fact]
    public Task A_setting_that_does_not_exist_ends_it() =>
        EndsAsync(2, "Pipeline__Domian", new() { ["Pipeline__Domian"] = "lab.internal" });

    [Fact]
    public Task A_setting_with_a_bad_value_ends_it() => EndsAsync(2, "Pipeline__Ttl 'soon'", new() { ["Pipeline__Ttl"] = "soon" });

    [Fact]
    public async Task A_wrong_login_ends_it_without_telling_the_password()
    {
        var database = await postgres.CreateDatabaseAsync() + ";Password=hunter2";
        var end = await EndsAsync(
            1, "password authentication failed", new() { ["Pipeline__Database"] = database },
            "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0");
        end.Errors.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_data_directory_that_another_pipeline_uses_ends_it()
    {
        await engines.PipelineAsync();
        var end = await PipelineCommand.RunAsync(
            "up", "--simulate", "1", "--data", engines.Data, "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0");
        (end.ExitCode, end.Output).ShouldBe((1, ""));
        end.Errors.ShouldContain($"another pipeline uses {engines.Data}");
    }

    private async Task<CommandEnd> EndsAsync(int exitCode, string why, Dictionary<string, string> environment, params string[] options)
    {
        var end = await PipelineCommand.RunAsync(environment, ["up", "--simulate", "1", "--data", data, .. options]);
        end.ExitCode.ShouldBe(exitCode, end.Errors);
        end.Errors.ShouldContain(why);
        end.Output.ShouldBeEmpty();
        ProcessesBelow.Of(data).ShouldBeEmpty();
        return end;
    }
}
