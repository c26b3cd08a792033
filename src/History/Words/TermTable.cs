using System.Collections.Frozen;
using Pipeline.Core.Vocabulary;

namespace Pipeline.History.Words;

/// <summary>A word with its explanation.</summary>
/// <param name="Stored">The word in events, <c>--json</c>, <c>/v1</c> and metric labels.</param>
/// <param name="Shown">The word that people read.</param>
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

    /// <summary>In the glossary's order.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>The term of a stored word, in any case. A word that the table lacks is shown as it is: a newer version stored it.</summary>
    public Term this[string stored] =>
        byStored.TryGetValue(stored, out var term) ? term : new Term(stored, stored, "A newer version stored this word.");

    /// <summary>The word shown for a stored word; the word itself when the table lacks it.</summary>
    public string Show(string stored) => this[stored].Shown;

    /// <summary>Finds a term by its stored or its shown word, in any case.</summary>
    public Term? Find(string word) =>
        byStored.GetValueOrDefault(word) ?? Terms.FirstOrDefault(term => term.Shown.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The terms of these stored words, each once, in the glossary's order; words that the table lacks are skipped.</summary>
    public IReadOnlyList<Term> Explain(IEnumerable<string> stored)
    {
        var wanted = stored.Where(byStored.ContainsKey).Select(word => byStored[word]).ToHashSet();
        return [.. Terms.Where(wanted.Contains)];
    }
}

/// <summary>The words for an enum's members.</summary>
public sealed class TermTable<TWord> : TermTable where TWord : struct, Enum
{
    internal TermTable(params IEnumerable<(TWord Stored, string Shown, string Sentence)> rows)
        : base(rows.Select(row => (row.Stored.ToString(), row.Shown, row.Sentence)))
    {
    }

    public Term this[TWord word] => this[Word.Format(word)];

    public string Show(TWord word) => this[word].Shown;

    /// <summary>Reads a stored or a shown word, in any case; null when there is none.</summary>
    public TWord? Parse(string word) => Find(word) is { } term ? Enum.Parse<TWord>(term.Stored) : null;
}
