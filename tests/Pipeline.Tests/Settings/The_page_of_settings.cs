using System.Runtime.CompilerServices;
using System.Text;
using Pipeline.Producer.Settings;
using Pipeline.Settings;

namespace Pipeline.Tests.Settings;

/// <summary>
/// <c>docs/configuration.md</c> is what the tables of settings say. With <c>WRITE_DOCS=1</c> in the environment the test writes it.
/// </summary>
public sealed class The_page_of_settings
{
    private const string Introduction = """
    # Configuration

    Every setting is an environment variable, and of `./pipeline`'s commands an option as well, which wins. Times are written
    `90s`, `2m30s`, `1h` or `HH:MM:SS`; a number alone is in seconds, and `1:00`, which may be a minute or an hour, is refused.
    One environment can be given to every process: each ignores the settings of the others. A name that no process knows, and a value
    """ + " that is\n" + """
    not valid, end the command with exit code 2 and a line that says what to write instead.

    What a container says of itself, such as `SERVICE_8081_NAME=calc`, is in [claims.md](claims.md).

    Region, credentials and endpoints of AWS are found as every AWS SDK finds them: `AWS_REGION`, `AWS_PROFILE`, a task's or an
    """ + " instance's role,\n" + """
    web identity, `AWS_ENDPOINT_URL` and its forms for one service (`AWS_ENDPOINT_URL_SNS`, `AWS_ENDPOINT_URL_SQS`,
    """ + " `AWS_ENDPOINT_URL_ROUTE_53`,\n" + """
    `AWS_ENDPOINT_URL_ECS`, `AWS_ENDPOINT_URL_EC2`), `AWS_EC2_METADATA_SERVICE_ENDPOINT` and `AWS_EC2_METADATA_DISABLED`.

    Of the database, user and password may be left out of `Pipeline__Database` and stand in `PGUSER` and `PGPASSWORD`, as for every
    """ + " client of PostgreSQL: that is how ECS hands in a\n" + """
    secret's.

    GovCloud's and other partitions' Route 53 buckets are smaller than a commercial account's: set `Pipeline__Route53Requests` and
    `Pipeline__Route53Changes` to them, or to the share of the account that the projector may use.

    A container's health check is `["CMD", "/app/pipeline", "healthcheck"]`: it exits with 0 where `/health/live` of the console that
    """ + " `Pipeline__Console`\n" + """
    names answers 200, else with 1. A URL behind it is asked instead.

    """;

    [Fact]
    public void It_says_what_the_tables_say()
    {
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(Place(), Page());
        File.ReadAllText(Place()).ShouldBe(Page());
    }

    private static string Page()
    {
        var page = new StringBuilder(Introduction);
        Section(page, "`./pipeline up`: everything on this machine", SettingTable.Up);
        Section(page, "`./pipeline projector`", SettingTable.Projector);
        Section(page, "`./pipeline health-saga`", SettingTable.HealthSaga);
        Section(page, "`./pipeline plan`, `./pipeline replay` and `./pipeline adopt`", SettingTable.Planning);
        Section(page, "`./pipeline console`: the console alone", SettingTable.ConsoleAlone);
        Section(page, "`./pipeline dead-letters`", [SettingTable.Queue]);

        page.Append("## `./pipeline producer`, the agent of a host\n\n| variable | value | meaning | default |\n|---|---|---|---|\n");
        foreach (var variable in AgentVariables.All)
            page.Append(
                $"| `{AgentVariables.Prefix}{variable.Name}` | `{Cell(variable.Value)}` | "
                + $"{Cell(variable.Meaning)} | {Cell(variable.Default)} |\n");
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IEnumerable<Setting> settings)
    {
        page.Append($"## {title}\n\n| variable | option | meaning | default |\n|---|---|---|---|\n");
        foreach (var setting in settings)
        {
            var (meaning, standard) = setting.Meaning.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var at
                ? (setting.Meaning[..at], setting.Meaning[(at + 2)..].TrimEnd(']'))
                : (setting.Meaning, "");
            var value = setting.Value is null ? "" : $" {Cell(setting.Value)}";
            page.Append($"| `{Setting.Prefix}{setting.Name}` | `{setting.Option}{value}` | {Cell(meaning)} | {Cell(standard)} |\n");
        }

        page.Append('\n');
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Place([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/configuration.md");
}
