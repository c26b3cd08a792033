using System.Net;
using System.Net.Sockets;
using Pipeline.Settings;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Commands;

public sealed class When_a_command_line_is_run(RealPostgres postgres) : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly string empty = TemporaryDirectory.Create("commands");

    public void Dispose() => Directory.Delete(empty, recursive: true);

    private Task<int> RunWithAsync(StubRegistry registry, Dictionary<string, string> variables, params string[] arguments) =>
        new CommandLine(registry, new() { Output = output, Errors = errors, Terminal = false, Variables = variables, Root = false })
            .RunAsync(arguments, CancellationToken.None);

    private Task<int> RunAsync(params string[] arguments) => RunWithAsync(new(), [], arguments);

    [Fact]
    public async Task Every_option_is_in_the_help_of_up()
    {
        (await RunAsync("up", "--help")).ShouldBe(0);
        foreach (var setting in SettingTable.Up) output.ToString().ShouldContain(setting.Option);
        output.ToString().ShouldContain("Exit codes:");
    }

    [Fact]
    public async Task An_unknown_option_is_a_usage_error()
    {
        (await RunAsync("services", "--bogus")).ShouldBe(2);
        errors.ToString().ShouldContain("--bogus");
        output.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("servces", "unknown command 'servces': the nearest is 'services'")]
    [InlineData("tset", "unknown command 'tset': the nearest is 'test'")]
    [InlineData("xyzzyplugh", "unknown command 'xyzzyplugh'\n")]
    [InlineData("test", "'test' is a command of the script ./pipeline in a checkout")]
    [InlineData("hosts forgt", "unknown command 'forgt': the nearest is 'forget'")]
    [InlineData("services --hots", "unknown option '--hots' of services\n")]
    [InlineData("services --jsn", "unknown option '--jsn' of services: the nearest is '--json'")]
    [InlineData("services --domian=x", "unknown option '--domian' of services: the nearest is '--domain'")]
    [InlineData("--bogus", "unknown option '--bogus': options stand behind a command")]
    [InlineData("why a b", "'b' is too much for why")]
    [InlineData("why", "NAME|CONTAINER|HOST is missing: a service")]
    [InlineData("saga x revive", "'revive' is nothing that can be done with a saga: write retry or release")]
    [InlineData("services --data", "--data needs a value: --data DIR")]
    [InlineData("replay --max-deletes x", "'x' is not a share")]
    [InlineData("events --since x", "'x' is not a time")]
    [InlineData("events --since 1:00", "'1:00' is not a time")]
    [InlineData("why calc --at 5", "'5' is not a time")]
    [InlineData("up --ttl 1:00", "--ttl '1:00' may be minutes and seconds, or hours and minutes: write 1m00s or 1h00m")]
    [InlineData("healthcheck x", "not an HTTP URL: write one such as")]
    [InlineData("demo --portal x", "write --portal 127.0.0.1:PORT")]
    [InlineData("completion csh", "'csh' is no shell that can be completed in: write one of zsh, bash, fish")]
    public async Task A_wrong_command_line_is_told_in_words_and_what_may_have_been_meant(string line, string told)
    {
        (await RunAsync(line.Split(' '))).ShouldBe(2);

        errors.ToString().ShouldContain(told);
        errors.ToString().ShouldNotMatch("System\\.|Nullable|expected type|Pipeline\\.", "types are no words for a person");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_help_of_a_command_is_about_itself_alone()
    {
        (await RunAsync("events", "--help")).ShouldBe(0);

        output.ToString().ShouldContain("./pipeline events --follow");
        output.ToString().ShouldNotContain("./pipeline plan");
        output.ToString().ShouldNotContain("--docker");
        output.ToString().ShouldContain("Exit codes: 0 done; 1 failed");
    }

    [Fact]
    public async Task A_bad_setting_of_the_environment_is_a_usage_error()
    {
        (await RunWithAsync(new(), new() { ["Pipeline__Dns"] = "nowhere" }, "up", "--data", empty)).ShouldBe(2);
        errors.ToString().ShouldStartWith("Pipeline__Dns 'nowhere' is not an address with a port");
    }

    [Fact]
    public async Task A_failure_that_quotes_control_characters_is_printed_without_them()
    {
        (await RunWithAsync(new(), new() { ["Pipeline__Dns"] = "\u001b[2Jno\u202ewhere" }, "up", "--data", empty)).ShouldBe(2);
        errors.ToString().ShouldStartWith("Pipeline__Dns '\uFFFD[2Jno\uFFFDwhere' is not an address with a port");
    }

    [Fact]
    public async Task A_flag_takes_no_value_and_options_repeat()
    {
        (await RunAsync("up", "--leave-on-shutdown", "--docker", "tcp://a:1", "--docker", "ssh://b")).ShouldBe(2);
        errors.ToString().ShouldContain("'tcp://a:1,ssh://b'");
    }

    [Fact]
    public async Task Reading_where_nothing_ran_fails_with_one_line()
    {
        (await RunAsync("services", "--data", Path.Combine(empty, "none"))).ShouldBe(1);
        errors.ToString().Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("./pipeline up");
    }

    [Fact]
    public async Task Instances_of_one_service_are_read_from_the_database_that_was_set()
    {
        var registry = new StubRegistry { Instances = [StubRegistry.Instance("calc"), StubRegistry.Instance("time", "time-1")] };
        var variables = new Dictionary<string, string> { ["Pipeline__Database"] = await postgres.CreatePreparedAsync() };

        (await RunWithAsync(registry, variables, "instances", "--service", "time")).ShouldBe(0);

        output.ToString().ShouldContain("time-1");
        output.ToString().ShouldNotContain("calc-1");
    }

    [Fact]
    public async Task A_database_that_refuses_the_login_is_told_without_its_password()
    {
        var database = await postgres.CreatePreparedAsync() + ";Password=hunter2";
        (await RunAsync("hosts", "--database", database)).ShouldBe(1);
        errors.ToString().ShouldContain("password authentication failed");
        errors.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Up_does_not_wait_for_a_database_that_does_not_exist()
    {
        var database = (await postgres.CreatePreparedAsync()) + ";Database=missing";
        (await RunAsync("up", "--database", database, "--simulate", "1", "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0"))
            .ShouldBe(1);
        errors.ToString().ShouldContain("\"missing\" does not exist");
    }

    [Theory]
    [InlineData("--dns", "{0}")]
    [InlineData("--console", "http://{0}")]
    public async Task A_port_in_use_is_told_before_anything_starts(string option, string form)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var written = string.Format(null, form, taken.LocalEndpoint);
        var other = option == "--dns" ? ("--console", "http://127.0.0.1:0") : ("--dns", "127.0.0.1:0");

        (await RunAsync("up", "--simulate", "1", "--data", empty, option, written, other.Item1, other.Item2)).ShouldBe(1);

        errors.ToString().ShouldContain($"{written} is in use");
        Directory.EnumerateFileSystemEntries(empty).ShouldBeEmpty();
    }
}
