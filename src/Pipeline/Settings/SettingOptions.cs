using System.CommandLine;
using System.CommandLine.Parsing;
using Pipeline.Terminal;

namespace Pipeline.Settings;

/// <summary>Settings as options of a command.</summary>
internal sealed class SettingOptions
{
    private readonly IReadOnlyList<(Setting Setting, Option Option)> options;
    private readonly PipelineSettings? defaults;

    /// <param name="command">The command.</param>
    /// <param name="settings">Which it takes.</param>
    /// <param name="defaults">What holds where nothing is said; null for what always does.</param>
    public SettingOptions(Command command, IEnumerable<Setting> settings, PipelineSettings? defaults = null)
    {
        this.defaults = defaults;
        options = [.. settings.Select(setting => (setting, OptionOf(setting)))];
        foreach (var (_, option) in options) command.Add(option);
    }

    /// <summary>The settings by command line and environment.</summary>
    /// <exception cref="CommandFailure">One or more are wrong; a line each.</exception>
    public PipelineSettings Read(ParseResult parsed, CommandEnvironment environment)
    {
        var written = options
            .Where(entry => parsed.GetResult(entry.Option) is { Implicit: false })
            .ToDictionary(entry => entry.Setting.Option, entry => Values(parsed.GetResult(entry.Option)!));

        var (settings, errors) = SettingsReader.Read(
            written, environment.Variables, defaults ?? Defaults.For(environment.Root, environment.Variable));
        return errors.Count == 0 ? settings : throw new CommandFailure(string.Join(Environment.NewLine, errors), ExitCode.Usage);
    }

    // Values stay text here, so that one place judges them, whether they come from here or from the environment.
    private static Option OptionOf(Setting setting)
    {
        Option option = setting.Value is null
            ? new Option<bool>(setting.Option) { Description = setting.Meaning, Arity = ArgumentArity.Zero }
            : new Option<string[]>(setting.Option)
            {
                Description = setting.Meaning,
                HelpName = setting.Value,
                Arity = ArgumentArity.OneOrMore,
            };
        if (setting.Choices is not []) option.CompletionSources.Add([.. setting.Choices]);
        return option;
    }

    private static IReadOnlyList<string> Values(OptionResult result) =>
        result.Option is Option<bool> ? ["true"] : [.. result.Tokens.Select(token => token.Value)];
}
