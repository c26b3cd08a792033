using System.Text;

namespace Pipeline.Producer.Running;

/// <summary>The agent's command line, which holds little: the settings come from the environment.</summary>
internal static class AgentCommand
{
    public static async Task<int> RunAsync(
        string[] arguments, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        switch (arguments)
        {
            case ["--help" or "-h" or "help"]:
                await output.WriteAsync(Help());
                return AgentExit.Done;
            case ["--version"]:
                await output.WriteLineAsync($"{AgentVersion.Product} {AgentVersion.Number}");
                return AgentExit.Done;
            case [_, ..]:
                await errors.WriteLineAsync($"{AgentVersion.Product} takes no '{arguments[0]}': it is set by the environment, see --help");
                return AgentExit.Usage;
        }

        var (options, wrong) = AgentVariables.Read(environment);
        foreach (var error in wrong) await errors.WriteLineAsync(error);
        return wrong is [] ? await AgentProcess.RunAsync(options, environment, errors, TimeProvider.System, stop) : AgentExit.Usage;
    }

    private static string Help()
    {
        var help = new StringBuilder()
            .AppendLine($"{AgentVersion.Product}: watches this host's Docker engine and states to Amazon SNS what it finds.")
            .AppendLine().AppendLine("Settings, in the environment:");
        var width = AgentVariables.All.Max(variable => Written(variable).Length) + 2;
        foreach (var variable in AgentVariables.All)
            help.AppendLine($"  {Written(variable).PadRight(width)}{variable.Meaning} [{variable.Default}]");
        return help.AppendLine().Append("""
            Region, credentials and endpoints are found as every AWS SDK finds them: AWS_REGION, AWS_ENDPOINT_URL_SNS,
            AWS_CONTAINER_CREDENTIALS_FULL_URI, the instance's role, and so on; the instance's metadata by
            AWS_EC2_METADATA_SERVICE_ENDPOINT and AWS_EC2_METADATA_DISABLED. Traces and metrics go to the collector that
            OpenTelemetry's own variables name, such as OTEL_EXPORTER_OTLP_ENDPOINT; to nobody where they name none.

            --help shows this, --version the version. Exit codes: 0 stopped when asked to, 1 failed, 2 a setting is wrong.

            """).ToString();

        static string Written(AgentVariable variable) => $"{AgentVariables.Prefix}{variable.Name}={variable.Value}";
    }
}
