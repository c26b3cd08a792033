using System.Reflection;

namespace Pipeline.Producer;

/// <summary>What the agent is, as it tells others.</summary>
internal static class AgentVersion
{
    public const string Product = "pipeline-producer";

    public static readonly string Number =
        typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static readonly string Runtime = Environment.Version.ToString();

    public static readonly string OperatingSystem = Environment.OSVersion.ToString();
}
