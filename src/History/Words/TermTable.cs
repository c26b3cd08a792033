using System.Collections.Frozen;
using Pipeline.Core.Vocabulary;

namespace Pipeline.History.Words;

/// <summary>A word with its explanation.</summary>
/// <param name="Stored">The word in events, <c>--json</c>, <c>/v1</c> and metric labels.</param>
/// <param name="Shown">The displayed word.</param>
/// <param name="Sentence">Explains the word in one sentence.</param>
public sealed record Term(string Stored, string Shown, string Sentence);

/// <summary>One table of <c>docs/glossary.md</c>.</summary>
public class TermTable
{
    private readonly FrozenDictionary<string, Term> byStored;

    internal TermTable(params IEnumerable<(string Stored, string Shown, string Sentence)> rows)
    {
        Terms = [.. rows.Select(row => new Term(row.Stored, row.Shown, row.Sentence))];
        byStored = Terms.ToFrozenDictionary(term => term.Stored, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The terms in the glossary's order.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>The term of a stored word; case-insensitive. A word that is not in the table is shown unchanged.</summary>
    public Term this[string stored] =>
        byStored.TryGetValue(stored, out var term) ? term : new Term(stored, stored, "A newer version stored this word.");

    /// <summary>The displayed word for a stored word; the word itself if it is not in the table.</summary>
    public string Show(string stored) => this[stored].Shown;

    /// <summary>Finds a term by its stored or its displayed word; case-insensitive.</summary>
    public Term? Find(string word) =>
        byStored.GetValueOrDefault(word) ?? Terms.FirstOrDefault(term => term.Shown.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The distinct terms of stored words, in the glossary's order; words that are not in the table are skipped.</summary>
    public IReadOnlyList<Term> Explain(IEnumerable<string> stored)
    {
        var wanted = stored.Where(byStored.ContainsKey).Select(word => byStored[word]).ToHashSet();
        return [.. Terms.Where(wanted.Contains)];
    }
}

/// <summary>The terms for the members of an enumeration.</summary>
public sealed class TermTable<TWord> : TermTable where TWord : struct, Enum
{
    internal TermTable(params IEnumerable<(TWord Stored, string Shown, string Sentence)> rows)
        : base(rows.Select(row => (row.Stored.ToString(), row.Shown, row.Sentence)))
    {
    }

    public Term this[TWord word] => this[Word.Format(word)];

    public string Show(TWord word) => this[word].Shown;

    /// <summary>The member with this stored or displayed word; case-insensitive. Null if there is none.</summary>
    public TWord? Parse(string word) => Find(word) is { } term ? Enum.Parse<TWord>(term.Stored) : null;
}
