using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Claims;

/// <summary>How a container asks for its ports to be checked: <c>SERVICE_8081_CHECK=http:/health</c>, and likewise <c>_INTERVAL</c> and <c>_TIMEOUT</c>.</summary>
/// <remarks>From its environment or its labels; where both say something, the environment counts. What is written is judged elsewhere.</remarks>
internal sealed partial class CheckVariables
{
    private readonly Dictionary<(int Port, string What), string> said = [];

    public CheckVariables(ContainerInspection container)
    {
        foreach (var entry in container.Labels.Select(label => $"{label.Key}={label.Value}").Concat(container.Environment))
            if (Pattern().Match(entry) is { Success: true, Groups: var groups } && int.TryParse(groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                said[(port, groups["what"].Value)] = groups["value"].Value;
    }

    public string? Check(int port) => said.GetValueOrDefault((port, "CHECK"));

    public string? Interval(int port) => said.GetValueOrDefault((port, "CHECK_INTERVAL"));

    public string? Timeout(int port) => said.GetValueOrDefault((port, "CHECK_TIMEOUT"));

    [GeneratedRegex(@"\ASERVICE_(?<port>[0-9]+)_(?<what>CHECK|CHECK_INTERVAL|CHECK_TIMEOUT)=(?<value>.*)\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
