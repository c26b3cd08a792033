using System.Globalization;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>What the command was asked for.</summary>
internal sealed record Options
{
    public const string Help = """
        usage: ./pipeline simulate [--seeds N] [--from S]      N worlds from seed S on [200 from 1]; one process a processor
               ./pipeline simulate --seed S [--story]          one seed; with --story a failure is shrunk and told step by step
               ./pipeline simulate --scenario NAME [--story]   one scenario by its name or a part of it; all for a NAME of 'all'
               ./pipeline simulate --mutants [NAME]            puts each mended fault back, and runs scenarios and seeds until it is found
               ./pipeline simulate --mutants --check           only checks that each fault can be put back

        exit codes: 0 nothing was found (of mutants: each was found); 1 a fault; 2 usage

        """;

    public int Seeds { get; private init; } = 200;

    public int From { get; private init; } = 1;

    public int? Seed { get; private init; }

    public bool TellsStory { get; private init; }

    public string? Scenario { get; private init; }

    /// <summary>The mutant to look for; empty for all, null for none.</summary>
    public string? Mutant { get; private init; }

    /// <summary>Whether the mutants are only compared with the sources.</summary>
    public bool ChecksMutants { get; private init; }

    public bool IsJson { get; private init; }

    /// <returns>Null if the words are none of the command's.</returns>
    public static Options? Parse(string[] words) => words switch
    {
        [] => new Options(),
        ["--seeds", var seeds, .. var rest] => Parse(rest) is { } options ? options with { Seeds = Number(seeds) } : null,
        ["--from", var from, .. var rest] => Parse(rest) is { } options ? options with { From = Number(from) } : null,
        ["--seed", var seed, .. var rest] => Parse(rest) is { } options ? options with { Seed = Number(seed) } : null,
        ["--scenario", var name, .. var rest] => Parse(rest) is { } options ? options with { Scenario = name } : null,
        ["--mutants", "--check"] => new Options { ChecksMutants = true },
        ["--mutants"] => new Options { Mutant = "" },
        ["--mutants", var name] => new Options { Mutant = name },
        ["--story", .. var rest] => Parse(rest) is { } options ? options with { TellsStory = true } : null,
        ["--json", .. var rest] => Parse(rest) is { } options ? options with { IsJson = true } : null,
        _ => null,
    };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
