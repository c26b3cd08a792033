using Microsoft.Extensions.Logging;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Agents;

public sealed class When_the_agent_is_set
{
    [Fact]
    public void Nothing_set_is_the_defaults_and_the_table_tells_them()
    {
        Read().Options.ShouldBe(new AgentOptions());

        (string Name, string Text)[] defaults =
        [
            ("ReportInterval", "00:00:30"),
            ("LeaveOnShutdown", "false"),
            ("LeaveOnNotice", "true"),
            ("OutboxCapacity", "10000"),
            ("EcsAgent", "http://127.0.0.1:51678"),
            ("Log", "Information"),
        ];
        foreach (var (name, text) in defaults)
        {
            AgentVariables.All.Single(variable => variable.Name == name).Default.ShouldBe(text);
            Read(($"Pipeline__{name}", text)).Options.ShouldBe(new AgentOptions());
        }
    }

    [Fact]
    public void Each_setting_is_read()
    {
        var (options, errors) = Read(
            ("Pipeline__Engine", "tcp://10.0.1.5:2375"),
            ("Pipeline__HostId", "red"),
            ("Pipeline__HostAddress", "10.0.1.5"),
            ("Pipeline__Scope", "blue"),
            ("Pipeline__TopicArn", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:"),
            ("Pipeline__ReportInterval", "10"),
            ("Pipeline__LeaveOnShutdown", "true"),
            ("Pipeline__LeaveOnNotice", "false"),
            ("Pipeline__EcsAgent", "http://10.0.1.5:51678"),
            ("Pipeline__OutboxCapacity", "7"),
            ("pipeline__log", "warning"));

        errors.ShouldBeEmpty();
        options.ShouldBe(new AgentOptions
        {
            Engine = new("tcp://10.0.1.5:2375"),
            HostId = "red",
            HostAddress = "10.0.1.5",
            Scope = "blue",
            TopicArn = "arn:aws-us-gov:sns:us-gov-west-1:111122223333",
            ReportInterval = TimeSpan.FromSeconds(10),
            LeaveOnShutdown = true,
            LeaveOnNotice = false,
            EcsAgent = new("http://10.0.1.5:51678"),
            OutboxCapacity = 7,
            Log = LogLevel.Warning,
        });
    }

    [Fact]
    public void The_engine_is_what_DOCKER_HOST_names_unless_it_is_set()
    {
        Read(("DOCKER_HOST", "tcp://10.0.1.5:2375")).Options.Engine.ShouldBe(new Uri("tcp://10.0.1.5:2375"));
        Read(("DOCKER_HOST", "ssh://elsewhere"), ("Pipeline__Engine", "unix:///run/docker.sock")).Errors.ShouldBeEmpty();
        Read(("DOCKER_HOST", "ssh://elsewhere")).Errors.ShouldHaveSingleItem().ShouldContain("DOCKER_HOST");
    }

    [Theory]
    [InlineData("Engine", "ssh://elsewhere")]
    [InlineData("HostId", "---")]
    [InlineData("HostAddress", "10.1")]
    [InlineData("HostAddress", "::1")]
    [InlineData("Scope", "a.b")]
    [InlineData("TopicArn", "arn:aws:sqs:eu-west-1:111122223333")]
    [InlineData("ReportInterval", "0")]
    [InlineData("ReportInterval", "soon")]
    [InlineData("LeaveOnShutdown", "perhaps")]
    [InlineData("LeaveOnNotice", "1")]
    [InlineData("EcsAgent", "localhost:51678")]
    [InlineData("OutboxCapacity", "0")]
    [InlineData("Log", "3")]
    [InlineData("ReportIntervall", "10")]
    [InlineData("Engine__0", "unix:///var/run/docker.sock")]
    public void What_cannot_be_is_told_in_one_line_with_its_name(string name, string text) =>
        Read(($"Pipeline__{name}", text)).Errors.ShouldHaveSingleItem().ShouldStartWith($"Pipeline__{name} ");

    [Fact]
    public void A_setting_of_another_process_is_no_error() =>
        Read(
            ("Pipeline__Database", "Host=db"),
            ("Pipeline__Docker__0", "tcp://10.0.1.5:2375"),
            ("Pipeline__Health__Floor", "what is no share"))
            .ShouldSatisfyAllConditions(
                read => read.Errors.ShouldBeEmpty(),
                read => read.Options.ShouldBe(new AgentOptions()));

    [Theory]
    [InlineData("Pipeline__HostAdress", "write Pipeline__HostAddress, or unset it")]
    [InlineData("Pipeline__Databse", "write Pipeline__Database, or unset it")]
    public void A_setting_of_no_process_is_answered_with_the_nearest_one(string variable, string advice) =>
        Read((variable, "x")).Errors.ShouldHaveSingleItem().ShouldContain(advice);

    private static (AgentOptions Options, IReadOnlyList<string> Errors) Read(params (string Name, string Text)[] environment) =>
        AgentVariables.Read(environment.ToDictionary(variable => variable.Name, variable => variable.Text));
}
