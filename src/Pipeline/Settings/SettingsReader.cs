using Pipeline.Contracts;

namespace Pipeline.Settings;

/// <summary>Reads settings from the environment and the command line, which wins.</summary>
public static class SettingsReader
{
    /// <param name="options">What the command line says, by option name.</param>
    /// <param name="environment">All of the environment.</param>
    /// <param name="defaults">What holds where neither says anything.</param>
    /// <returns>The settings, and every error there is, a line each; with an error the settings are not to be used.</returns>
    public static (PipelineSettings Settings, IReadOnlyList<string> Errors) Read(
        IReadOnlyDictionary<string, IReadOnlyList<string>> options,
        IEnumerable<KeyValuePair<string, string>> environment,
        PipelineSettings defaults)
    {
        var variables = environment
            .Where(variable => SettingNames.ParseVariable(variable.Key) is not null)
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .GroupBy(variable => SettingNames.ParseVariable(variable.Key)!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);

        // The same environment may be given to an agent, whose settings are none of this table.
        var errors = variables.Keys.Where(name => !SettingNames.IsKnown(name)).Select(SettingNames.DescribeUnknown).ToList();

        var settings = defaults;
        foreach (var setting in SettingTable.All)
        {
            var (source, values) = options.TryGetValue(setting.Option, out var written)
                ? (setting.Option, written)
                : variables.TryGetValue(setting.Name, out var found)
                    ? (Setting.Prefix + setting.Name, found.Select(variable => variable.Value).Where(value => value.Length > 0).ToArray())
                    : ("", []);
            if (values.Count == 0) continue;

            (settings, var error) = setting.Apply(settings, source, values);
            if (error is not null) errors.Add(error);
        }

        if (errors.Count == 0) errors.AddRange(settings.Validate());
        return (settings, errors);
    }
}
