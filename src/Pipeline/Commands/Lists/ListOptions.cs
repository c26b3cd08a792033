using System.CommandLine;
using System.CommandLine.Parsing;
using Pipeline.Commands.Rendering;
using Pipeline.Contracts;
using Pipeline.Terminal;

namespace Pipeline.Commands.Lists;

/// <summary>The options that all lists share: the filters that mean something for its rows, and <c>--limit --watch --json</c>.</summary>
internal sealed class ListOptions
{
    private readonly Dictionary<string, Option<string[]>> filters = [];
    private readonly Option<int?> limit = new("--limit")
    {
        Description = "at most this many rows",
        HelpName = "N",
        CustomParser = ParseLimit,
    };

    private readonly Option<bool> watch = new("--watch")
    {
        Description = "show it again whenever it changes, until Ctrl-C",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<bool> json = new("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };

    /// <param name="command">The command.</param>
    /// <param name="options">The filters of the listings that it shows.</param>
    public ListOptions(Command command, params IEnumerable<FilterOption> options)
    {
        foreach (var option in options.DistinctBy(option => option.Name))
        {
            filters[option.Name] = new Option<string[]>(option.Name) { Description = option.Description, HelpName = option.Value };
            if (option.Choices is not []) filters[option.Name].CompletionSources.Add([.. option.Choices]);
            command.Add(filters[option.Name]);
        }

        command.Add(limit);
        command.Add(watch);
        command.Add(json);
    }

    /// <summary>What is wanted of one of the command's listings.</summary>
    /// <exception cref="CommandFailure">It has no such filter, or what is written is no value of it.</exception>
    public ListChoice<T> Read<T>(ParseResult parsed, Listing<T> listing)
    {
        List<(ListFilter<T>, IReadOnlyList<string>)> set = [];
        foreach (var (name, option) in filters)
        {
            if (parsed.GetResult(option) is not { Implicit: false } || parsed.GetValue(option) is not { } written) continue;
            var filter = listing.Filters.FirstOrDefault(filter => filter.Option.Name == name)
                ?? throw new CommandFailure($"{name} narrows no {listing.Rows} down: leave it out", ExitCode.Usage);
            set.Add((filter, [.. written.Select(value => Normalize(filter, value))]));
        }

        return new(set, parsed.GetValue(limit), parsed.GetValue(json), parsed.GetValue(watch));
    }

    private static string Normalize<T>(ListFilter<T> filter, string written)
    {
        if (filter.Words is not { } words) return written;
        return words.Find(written)?.Shown ?? throw new CommandFailure(
            $"{filter.Option.Name} '{written}' is no state of {filter.Option.Value.ToLowerInvariant()}s: write one of "
            + string.Join(", ", NearestNames.Find(written, words.Terms.Select(term => term.Shown).Distinct())),
            ExitCode.Usage);
    }

    private static int? ParseLimit(ArgumentResult result)
    {
        if (result.Tokens is [var only] && int.TryParse(only.Value, out var limit) && limit > 0) return limit;
        result.AddError($"--limit '{string.Join(' ', result.Tokens)}' is not a number of rows: write a number from 1 on, such as 20");
        return null;
    }
}
