using System.Reflection;

namespace Pipeline.Producer.Settings;

/// <summary>The name and version of the program.</summary>
internal static class AgentVersion
{
    public const string Product = "pipeline-producer";

    public static readonly string Number =
        typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
