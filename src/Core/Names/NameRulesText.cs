using System.Collections.Immutable;

namespace Pipeline.Core.Names;

/// <summary>
/// Reads the owners' file. Each line names names, and who may claim them; the first line that matches a name decides.
/// <code>
/// # names          who may claim them
/// checkout         family:checkout family:checkout-canary
/// pay-*            label:payments
/// *.batch          image:registry.example/batch/*
/// sandbox-*        anyone
/// legacy           nobody
/// </code>
/// </summary>
public static class NameRulesText
{
    private const char Comment = '#';
    private const string Anyone = "anyone", Nobody = "nobody";

    private static readonly string[] Kinds = [Claimant.FamilyKind, Claimant.ImageKind, Claimant.LabelKind];
    private static readonly char[] Spaces = [' ', '\t', '\r'];

    /// <param name="text">The file's content.</param>
    /// <param name="domain">The domain of the services; a name may be written in full.</param>
    /// <returns>The rules; and what is wrong, a text for people for each bad line. The rules are not valid if a line is bad.</returns>
    public static (ImmutableArray<NameRule> Rules, ImmutableArray<string> Errors) Parse(string text, string domain)
    {
        var (rules, errors) = (ImmutableArray.CreateBuilder<NameRule>(), ImmutableArray.CreateBuilder<string>());
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var words = line.Split(Comment)[0].Split(Spaces, StringSplitOptions.RemoveEmptyEntries);
            if (words is [] or ["\uFEFF"]) continue;
            var (rule, flaw) = ParseRule(index + 1, words, domain);
            if (rule is not null && rules.FirstOrDefault(earlier => earlier.Name == rule.Name) is { } earlier)
                flaw = $"'{words[0]}' is listed already in line {earlier.Line}; write all its owners in one line";
            if (flaw is not null) errors.Add($"line {index + 1}: {flaw}");
            else rules.Add(rule!);
        }

        return (rules.ToImmutable(), errors.ToImmutable());
    }

    private static (NameRule? Rule, string? Flaw) ParseRule(int line, string[] words, string domain)
    {
        var name = words[0].TrimStart('\uFEFF').TrimEnd('.').ToLowerInvariant();
        if (name.EndsWith($".{domain}", StringComparison.Ordinal)) name = name[..^(domain.Length + 1)];
        if (name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.' or '*')))
            return (null, $"'{words[0]}' is no name; write a name below {domain}, in which * stands for any characters");
        if (OwnedName.Of(name) is var owned && owned != name)
            return (null, $"'{words[0]}' belongs to '{owned}'; write '{owned}', which holds for its protocols too");

        string[] owners = words[1..];
        switch (owners)
        {
            case []:
                return (null, $"'{words[0]}' has no owner; write family:NAME, image:NAME, label:VALUE, anyone or nobody after it");
            case [Anyone]:
                return (new NameRule(line, new Wildcard(name), [new Wildcard("*")]), null);
            case [Nobody]:
                return (new NameRule(line, new Wildcard(name), []), null);
        }

        foreach (var owner in owners)
            if (FindOwnerFlaw(owner) is { } flaw) return (null, $"{flaw}; write family:NAME, image:NAME or label:VALUE");
        return (new NameRule(line, new Wildcard(name), [.. owners.Select(owner => new Wildcard(owner))]), null);
    }

    /// <summary>What is wrong with an owner (<c>family:checkout</c>); null if it is valid.</summary>
    public static string? FindOwnerFlaw(string owner) => owner.Split(':', 2) switch
    {
        [Anyone or Nobody] => $"'{owner}' stands alone in its line",
        [var kind, { Length: > 0 }] when Kinds.Contains(kind) => null,
        [var kind, _] when Kinds.Contains(kind) => $"'{owner}' names nobody",
        [_] => $"'{owner}' has no kind",
        [var kind, _] => $"'{kind}' is no kind of owner",
        _ => $"'{owner}' is no owner",
    };
}
