using System.Text.Json.Serialization.Metadata;
using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>What becomes of a column where the terminal is too narrow for all of them.</summary>
public enum ColumnFit
{
    /// <summary>It stays as it is, and is cut last.</summary>
    Whole,

    /// <summary>It is never cut: a person types it again.</summary>
    Typed,

    /// <summary>It is shortened first: the start of an identifier is enough.</summary>
    Identifier,

    /// <summary>It is left out, the rightmost first.</summary>
    Detail,

    /// <summary>It is text, the last column, and wraps.</summary>
    Prose,
}

/// <summary>A column of a listing.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Cell">The text for a row at the present time.</param>
/// <param name="Numeric">Whether it is right-aligned.</param>
/// <param name="Fit">What becomes of it on a narrow terminal.</param>
public sealed record Column<T>(
    string Header, Func<T, DateTimeOffset, string> Cell, bool Numeric = false, ColumnFit Fit = ColumnFit.Whole)
{
    /// <summary>The colour of a row's cell.</summary>
    public Func<T, Tone> Tone { get; init; } = _ => Rendering.Tone.Plain;
}

/// <summary>How rows of one kind are shown.</summary>
/// <param name="Rows">What the rows are, in the plural: <c>instances</c>.</param>
/// <param name="Columns">The columns of the table.</param>
/// <param name="Json">The rows' shape as JSON.</param>
/// <param name="Empty">The message when there are no rows, with what to do next.</param>
public sealed record Listing<T>(
    string Rows, IReadOnlyList<Column<T>> Columns, JsonTypeInfo<IReadOnlyList<T>> Json, string Empty)
{
    /// <summary>By what it can be narrowed down.</summary>
    public IReadOnlyList<ListFilter<T>> Filters { get; init; } = [];

    /// <summary>The states that occur in some rows, to be explained below the table.</summary>
    public Func<IReadOnlyList<T>, IReadOnlyList<Term>> Legend { get; init; } = _ => [];
}
