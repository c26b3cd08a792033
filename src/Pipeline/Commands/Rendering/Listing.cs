using System.Text.Json.Serialization.Metadata;
using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>A column of a listing.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Cell">The text for a row at the present time.</param>
/// <param name="Numeric">Whether it is right-aligned.</param>
public sealed record Column<T>(string Header, Func<T, DateTimeOffset, string> Cell, bool Numeric = false);

/// <summary>How rows of one kind are shown.</summary>
/// <param name="Columns">The columns of the table.</param>
/// <param name="Json">The rows' shape as JSON.</param>
/// <param name="Empty">The message when there are no rows, with what to do next.</param>
public sealed record Listing<T>(IReadOnlyList<Column<T>> Columns, JsonTypeInfo<IReadOnlyList<T>> Json, string Empty)
{
    /// <summary>The states that occur in some rows, to be explained below the table.</summary>
    public Func<IReadOnlyList<T>, IReadOnlyList<Term>> Legend { get; init; } = _ => [];
}
