using System.Net;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Producer.Settings;
using Pipeline.Settings;

namespace Pipeline.Tests.Settings;

public class When_settings_are_read
{
    private static readonly PipelineSettings Default = new() { Data = "/data" };

    private static (PipelineSettings Settings, IReadOnlyList<string> Errors) Read(
        Dictionary<string, string>? environment = null, params (string Option, string[] Values)[] options) =>
        SettingsReader.Read(
            options.ToDictionary(option => option.Option, IReadOnlyList<string> (option) => option.Values), environment ?? [], Default);

    [Fact]
    public void Nothing_said_means_the_defaults()
    {
        var (settings, errors) = Read();
        errors.ShouldBeEmpty();
        settings.Domain.ShouldBe("servicediscovery.internal");
        settings.Dns.ShouldBe(new IPEndPoint(IPAddress.Loopback, 5300));
        settings.Console.ShouldBe(new Uri("http://127.0.0.1:8080"));
        settings.Ttl.ShouldBe(TimeSpan.FromSeconds(5));
        settings.ReportInterval.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Every_setting_can_come_from_the_environment()
    {
        var (settings, errors) = Read(new()
        {
            ["Pipeline__Docker"] = "unix:///a.sock, tcp://10.0.0.1:2375",
            ["Pipeline__Simulate"] = "2",
            ["Pipeline__Domain"] = "Corp.Internal.",
            ["Pipeline__Dns"] = "0.0.0.0:53",
            ["Pipeline__Console"] = "http://[::1]:90",
            ["Pipeline__Data"] = "/elsewhere",
            ["Pipeline__Database"] = "Host=db;Database=pipeline",
            ["Pipeline__Address"] = "192.0.2.7",
            ["Pipeline__Ttl"] = "00:01:00",
            ["Pipeline__ReportInterval"] = "10",
            ["Pipeline__LeaveOnShutdown"] = "true",
            ["Pipeline__Log"] = "debug",
            ["PATH"] = "/bin",
        });
        errors.ShouldBeEmpty();
        settings.Docker.ShouldBe([new("unix:///a.sock"), new("tcp://10.0.0.1:2375")]);
        settings.ShouldBe(new()
        {
            Docker = settings.Docker,
            Simulate = 2,
            Domain = "corp.internal",
            Dns = new(IPAddress.Any, 53),
            Console = new("http://[::1]:90"),
            Data = "/elsewhere",
            Database = "Host=db;Database=pipeline",
            Address = IPAddress.Parse("192.0.2.7"),
            Ttl = TimeSpan.FromMinutes(1),
            ReportInterval = TimeSpan.FromSeconds(10),
            LeaveOnShutdown = true,
            Log = LogLevel.Debug,
        });
    }

    [Fact]
    public void Health_has_settings_of_its_own()
    {
        var (settings, errors) = Read(new()
        {
            ["Pipeline__Health__Check"] = "http:/up",
            ["Pipeline__Health__Interval"] = "00:00:05",
            ["Pipeline__Health__Timeout"] = "1",
            ["Pipeline__Health__Failures"] = "4",
            ["Pipeline__Health__Successes"] = "1",
            ["Pipeline__Health__Grace"] = "00:01:00",
            ["Pipeline__Health__Admit"] = "healthy",
            ["Pipeline__Health__Floor"] = "0.25",
            ["Pipeline__Health__StopsPerMinute"] = "0",
            ["Pipeline__Health__Freeze"] = "1",
        });
        errors.ShouldBeEmpty();
        settings.Health.ShouldBe(new()
        {
            Checks = new("http:/up", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)),
            Failures = 4,
            Successes = 1,
            Grace = TimeSpan.FromMinutes(1),
            AdmitOnceHealthy = true,
        });
        settings.Governor.ShouldBe(new() { Floor = 0.25, StopsPerMinute = 0, Freeze = 1 });
    }

    [Fact]
    public void An_answer_may_take_no_longer_than_the_interval() =>
        Read(null, ("--health-interval", ["1"])).Errors.ShouldHaveSingleItem()
            .ShouldBe("Health__Timeout '00:00:02' is longer than Health__Interval '00:00:01': write a shorter one");

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://192.0.2.7:8080")]
    [InlineData("http://[::]:8080")]
    public void A_console_that_others_can_reach_wants_to_know_who_reads_it(string console)
    {
        Read(null, ("--console", [console])).Errors.ShouldHaveSingleItem().ShouldBe(
            $"Console '{console}' is reachable from other machines, and anybody could read it: "
            + "set ConsoleToken, or ConsoleIdentityHeader behind a proxy, or write http://127.0.0.1:8080");
        Read(new() { ["Pipeline__ConsoleToken"] = "0123456789abcdef" }, ("--console", [console])).Errors.ShouldBeEmpty();
        Read(
            new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User", ["Pipeline__ConsoleProxy"] = "192.0.2.1" },
            ("--console", [console])).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void How_often_a_program_may_ask_is_a_bucket_of_requests()
    {
        Read(new() { ["Pipeline__ApiRequests"] = "50/5" }).Settings.ApiRequests.ShouldBe(new(50, 5));
        Read(new() { ["Pipeline__ApiRequests"] = "many" }).Errors.ShouldHaveSingleItem().ShouldContain("SIZE/RATE, such as 1000/200");
    }

    [Fact]
    public void A_token_is_long_and_never_repeated_in_a_message() =>
        Read(new() { ["Pipeline__ConsoleToken"] = "sesame" }).Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.ShouldContain("Pipeline__ConsoleToken is not a token"),
            line => line.ShouldNotContain("sesame"));

    [Fact]
    public void Engines_can_be_numbered_variables() =>
        Read(new() { ["Pipeline__Docker__1"] = "tcp://b:2375", ["Pipeline__Docker__0"] = "tcp://a:2375" })
            .Settings.Docker.ShouldBe([new("tcp://a:2375"), new("tcp://b:2375")]);

    [Fact]
    public void An_option_wins_over_the_environment() =>
        Read(new() { ["Pipeline__Domain"] = "not..this" }, ("--domain", ["this.one"])).ShouldSatisfyAllConditions(
            read => read.Errors.ShouldBeEmpty(),
            read => read.Settings.Domain.ShouldBe("this.one"));

    [Fact]
    public void An_empty_variable_says_nothing() => Read(new() { ["Pipeline__Domain"] = "" }).ShouldSatisfyAllConditions(
        read => read.Errors.ShouldBeEmpty(),
        read => read.Settings.Domain.ShouldBe(Default.Domain));

    [Theory]
    [InlineData("--domain", "foo..bar", "--domain 'foo..bar' is not a DNS name: write labels of letters")]
    [InlineData("--domain", "-a.b", "is not a DNS name")]
    [InlineData("--dns", "5300", "--dns '5300' is not an address with a port: write IP:PORT, such as 127.0.0.1:5300")]
    [InlineData("--dns", "127.0.0.1:99999", "is not an address with a port")]
    [InlineData("--dns", "host:53", "is not an address with a port")]
    [InlineData("--console", "https://127.0.0.1:1", "is not an address for the console: write http://")]
    [InlineData("--console", "http://127.0.0.1:8080/ui", "is not an address for the console")]
    [InlineData("--console", "8080", "is not an address for the console")]
    [InlineData("--docker", "ssh://host", "--docker 'ssh://host' is not an engine: write unix:///PATH or tcp://HOST:PORT")]
    [InlineData("--docker", "/var/run/docker.sock", "is not an engine")]
    [InlineData("--docker", "tcp://host", "is not an engine")]
    [InlineData("--docker", "unix://var/run/docker.sock", "is not an engine")]
    [InlineData("--only", "team", "--only 'team' is not a label with its value: write LABEL=VALUE, such as team=payments")]
    [InlineData("--only", "=payments", "is not a label with its value")]
    [InlineData("--simulate", "-1", "--simulate '-1' is not a number of hosts: write a number from 0 to 254")]
    [InlineData("--simulate", "255", "is not a number of hosts")]
    [InlineData("--address", "::1", "is not an IPv4 address")]
    [InlineData("--address", "7", "is not an IPv4 address")]
    [InlineData("--ttl", "-00:00:01", "is not a duration: write 90s, 2m30s, 1h, or HH:MM:SS from 00:00:00")]
    [InlineData("--ttl", "1e999", "is not a duration")]
    [InlineData("--ttl", "1:00", "may be minutes and seconds, or hours and minutes: write 1m00s or 1h00m")]
    [InlineData("--ttl", "2d", "is 2.00:00:00, too long: write 00:00:00 to 23:00:00, such as 00:00:05")]
    [InlineData(
        "--report-interval",
        "0",
        "--report-interval '0' is 00:00:00, too short: write 00:00:01 to 01:00:00, such as 00:00:30")]
    [InlineData("--health-check", "https:/health", "--health-check 'https:/health' is not a check: write http:/PATH, tcp, docker or none")]
    [InlineData("--health-floor", "1.5", "--health-floor '1.5' is not a share from 0 to 1: write a number from 0 to 1, such as 0.5")]
    [InlineData("--health-failures", "0", "is not a valid number: write a number from 1 to 100")]
    [InlineData("--health-admit", "soon", "is not a valid time: write start or healthy")]
    [InlineData("--log", "7", "is not a log level: write Debug, Information, Warning or Error")]
    public void A_bad_value_is_one_line_with_the_value_and_what_to_write(string option, string value, string line)
    {
        var error = Read(null, (option, [value])).Errors.ShouldHaveSingleItem();
        error.ShouldContain(line);
        error.ShouldNotContain("\n");
    }

    [Fact]
    public void A_bad_connection_string_is_not_repeated()
    {
        var error = Read(new() { ["Pipeline__Database"] = "Host=db;Pasword=hunter2" }).Errors.ShouldHaveSingleItem();
        error.ShouldStartWith("Pipeline__Database is not a connection string: write Host=");
        error.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Every_error_is_told_at_once() =>
        Read(new() { ["Pipeline__Ttl"] = "soon" }, ("--dns", ["x"]), ("--domain", ["y", "z"])).Errors.Count.ShouldBe(3);

    [Theory]
    [InlineData("Pipeline__Domian", "write Pipeline__Domain, or unset it")]
    [InlineData("pipeline__reportInterva", "write Pipeline__ReportInterval, or unset it")]
    [InlineData("Pipeline__Health__Intervall", "write Pipeline__Health__Interval, or unset it")]
    [InlineData("Pipeline__Dockers__0", "write Pipeline__Docker, or unset it")]
    [InlineData("Pipeline__Xyzzyplugh", "Pipeline__Xyzzyplugh is no setting: unset it")]
    public void An_unknown_setting_is_answered_with_the_nearest_one(string variable, string advice) =>
        Read(new() { [variable] = "x" }).Errors.ShouldHaveSingleItem().ShouldContain(advice);

    [Fact]
    public void The_list_of_names_holds_each_setting_of_each_process_and_no_other() =>
        SettingNames.All.ShouldBe(
            SettingTable.All.Select(setting => setting.Name).Concat(AgentVariables.All.Select(variable => variable.Name))
                .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_setting_of_the_agent_is_no_error_in_the_other_processes() =>
        AgentVariables.All.Select(variable => variable.Name).Except(SettingTable.All.Select(setting => setting.Name)).ToList()
            .ShouldSatisfyAllConditions(
            ofTheAgent => ofTheAgent.ShouldContain("HostId"),
            ofTheAgent => Read(ofTheAgent.ToDictionary(name => $"Pipeline__{name}", _ => "whatever")).ShouldSatisfyAllConditions(
                read => read.Errors.ShouldBeEmpty(),
                read => read.Settings.ShouldBe(Default)));

    [Fact]
    public void Two_parts_on_one_port_are_told_apart_before_they_start() =>
        Read(null, ("--dns", ["127.0.0.1:8080"])).Errors.ShouldHaveSingleItem().ShouldContain("want the same TCP port");

    [Fact]
    public void An_engine_named_twice_is_an_error() =>
        Read(null, ("--docker", ["tcp://a:1", "tcp://a:1"])).Errors.ShouldHaveSingleItem().ShouldContain("names an engine twice");

    [Theory]
    [InlineData(true, null, "/var/lib/pipeline")]
    [InlineData(false, "/xdg", "/xdg/pipeline")]
    [InlineData(false, "relative", "/home/me/.local/share/pipeline")]
    [InlineData(false, null, "/home/me/.local/share/pipeline")]
    public void The_data_lies_where_the_system_or_the_user_keeps_such_things(bool root, string? xdg, string expected) =>
        Defaults.For(root, name => name switch { "XDG_DATA_HOME" => xdg, "HOME" => "/home/me", _ => null }).Data.ShouldBe(expected);
}
