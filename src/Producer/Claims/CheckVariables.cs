using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Claims;

/// <summary>
/// How a container wants its ports to be checked: <c>SERVICE_8081_CHECK=http:/health</c>, and likewise <c>_CHECK_INTERVAL</c> and
/// <c>_CHECK_TIMEOUT</c>.
/// </summary>
/// <remarks>
/// Read from environment variables and labels; a variable wins over a label of the same name. The values are not validated here.
/// </remarks>
internal sealed partial class CheckVariables
{
    private readonly Dictionary<(int Port, string Setting), string> values = [];

    public CheckVariables(ContainerInspection container)
    {
        var labels = container.Labels.Select(label => $"{label.Key}={label.Value}");
        foreach (var entry in labels.Concat(container.Environment))
            if (Pattern().Match(entry) is { Success: true, Groups: var groups }
                && int.TryParse(groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                values[(port, groups["setting"].Value)] = groups["value"].Value;
    }

    public string? FindCheck(int port) => values.GetValueOrDefault((port, "CHECK"));

    public string? FindInterval(int port) => values.GetValueOrDefault((port, "CHECK_INTERVAL"));

    public string? FindTimeout(int port) => values.GetValueOrDefault((port, "CHECK_TIMEOUT"));

    [GeneratedRegex(
        @"\ASERVICE_(?<port>[0-9]+)_(?<setting>CHECK|CHECK_INTERVAL|CHECK_TIMEOUT)=(?<value>.*)\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
