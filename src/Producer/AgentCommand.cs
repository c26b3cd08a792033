using System.Text;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer;

/// <summary>The agent's command line. It has hardly any options: the environment sets the agent.</summary>
internal static class AgentCommand
{
    public static async Task<int> RunAsync(
        string[] arguments, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        switch (arguments)
        {
            case ["--help" or "-h" or "help"]:
                await output.WriteAsync(FormatHelp());
                return AgentExitCode.Success;
            case ["--version"]:
                await output.WriteLineAsync($"{AgentVersion.Product} {AgentVersion.Number}");
                return AgentExitCode.Success;
            case [_, ..]:
                await errors.WriteLineAsync(
                    $"{AgentVersion.Product} has no option '{arguments[0]}': set it by environment variables, which --help lists");
                return AgentExitCode.InvalidSetting;
        }

        var (options, invalid) = AgentVariables.Read(environment);
        foreach (var error in invalid) await errors.WriteLineAsync(error);
        return invalid is [] ? await AgentProcess.RunAsync(options, environment, errors, stop) : AgentExitCode.InvalidSetting;
    }

    private static string FormatHelp()
    {
        var help = new StringBuilder()
            .AppendLine($"{AgentVersion.Product}: watches this host's Docker engine and publishes what it observes to Amazon SNS.")
            .AppendLine().AppendLine("Environment variables:");
        var width = AgentVariables.All.Max(variable => Format(variable).Length) + 2;
        foreach (var variable in AgentVariables.All)
            help.AppendLine($"  {Format(variable).PadRight(width)}{variable.Meaning} [{variable.Default}]");
        return help.AppendLine().Append("""
            Region, credentials and endpoints are found as every AWS SDK finds them: by AWS_REGION, AWS_ENDPOINT_URL_SNS,
            AWS_CONTAINER_CREDENTIALS_FULL_URI, the instance's role, and so on. AWS_EC2_METADATA_SERVICE_ENDPOINT and
            AWS_EC2_METADATA_DISABLED apply to the instance's metadata. Traces and metrics are exported to the collector that
            OpenTelemetry's own variables name, such as OTEL_EXPORTER_OTLP_ENDPOINT; without one they are not exported.

            --help shows this text, --version the version. Exit codes: 0 stopped when asked to, 1 failed, 2 a setting is not valid.

            """).ToString();

        static string Format(AgentVariable variable) => $"{AgentVariables.Prefix}{variable.Name}={variable.Value}";
    }
}
