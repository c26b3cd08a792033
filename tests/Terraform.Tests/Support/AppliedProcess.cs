using System.Text.Json.Nodes;
using Npgsql;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>
/// One of the pipeline's processes, run as its task definition says. Only settings that no emulation covers differ:
/// the addresses of PostgreSQL and of the engine, and what a host learns from its instance's metadata.
/// </summary>
internal static class AppliedProcess
{
    /// <param name="applied">What was applied.</param>
    /// <param name="process">Which process.</param>
    /// <param name="aws">Where AWS is. Calls are told apart by the access key, which is the process's name.</param>
    /// <param name="database">A PostgreSQL server in the place of the one on RDS.</param>
    /// <param name="differently">What else is set differently.</param>
    public static async Task<ServiceProcess> StartAsync(
        Deployment applied,
        string process,
        Uri aws,
        string database,
        params IEnumerable<(string Name, string Value)> differently)
    {
        var container = await ContainerAsync(applied, process);
        var environment = EnvironmentOf(container);
        environment["AWS_ENDPOINT_URL"] = aws.AbsoluteUri;
        environment["AWS_ACCESS_KEY_ID"] = process;
        environment["AWS_SECRET_ACCESS_KEY"] = "testing";
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        if (environment.TryGetValue("Pipeline__Database", out var connection)) environment["Pipeline__Database"] = At(database, connection);
        if (environment.ContainsKey("Pipeline__Console")) environment["Pipeline__Console"] = "http://127.0.0.1:0";
        foreach (var secret in container["secrets"]?.AsArray() ?? [])
            environment[(string)secret!["name"]!] = Secret((string)secret["name"]!, database);
        foreach (var (name, value) in differently) environment[name] = value;

        foreach (var before in container["dependsOn"]?.AsArray() ?? [])
            await RunAsync(applied, process, (string)before!["containerName"]!, environment);

        return process is "producer"
            ? new ServiceProcess(ServiceProcess.Agent, environment)
            : new ServiceProcess(ServiceProcess.Pipeline, environment, process);
    }

    /// <summary>The container of a process's task definition, as ECS tells it.</summary>
    public static async Task<JsonNode> ContainerAsync(Deployment applied, string process) =>
        (await DefinitionAsync(applied, process))["containerDefinitions"]![0]!;

    /// <summary>Runs a container that has to succeed before the process starts.</summary>
    private static async Task RunAsync(Deployment applied, string process, string name, Dictionary<string, string> environment)
    {
        var containers = (await DefinitionAsync(applied, process))["containerDefinitions"]!.AsArray();
        var container = containers.Single(one => (string)one!["name"]! == name)!;
        EnvironmentOf(container).Keys.ShouldBeSubsetOf(environment.Keys);
        await using var run = new ServiceProcess(
            ServiceProcess.Pipeline, environment, [.. container["command"]!.AsArray().Select(word => (string)word!)]);
        (await run.EndsAsync()).ShouldBe(0, run.Said);
    }

    /// <summary>The environment variables of a container.</summary>
    public static Dictionary<string, string> EnvironmentOf(JsonNode container) => container["environment"]!.AsArray()
        .ToDictionary(variable => (string)variable!["name"]!, variable => (string)variable!["value"]!);

    /// <summary>A process's task definition, as ECS tells it.</summary>
    public static Task<JsonNode> DefinitionAsync(Deployment applied, string process) =>
        NamedAsync(applied, (string)applied.Made["task_definitions"]![process]!);

    /// <summary>A task definition by its family or ARN.</summary>
    public static async Task<JsonNode> NamedAsync(Deployment applied, string definition) => (await applied.Aws.JsonAsync(
        "ecs", "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition", new() { ["taskDefinition"] = definition }))["taskDefinition"]!;

    // A private server speaks no TLS, and has no password either.
    private static string At(string database, string applied)
    {
        var there = new NpgsqlConnectionStringBuilder(database);
        return new NpgsqlConnectionStringBuilder(applied)
        {
            Host = there.Host,
            Port = there.Port,
            Database = there.Database,
            SslMode = SslMode.Prefer,
            RootCertificate = null,
        }.ConnectionString;
    }

    private static string Secret(string name, string database) => name switch
    {
        "PGUSER" => new NpgsqlConnectionStringBuilder(database).Username!,
        "PGPASSWORD" => new NpgsqlConnectionStringBuilder(database).Password ?? "none",
        "Pipeline__ConsoleToken" => "a token",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no secret that a process is known to need"),
    };
}
