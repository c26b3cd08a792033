using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Commands.Rendering;

/// <summary>A column of a listing.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Cell">What it says of a row, at the present time.</param>
/// <param name="Numeric">Whether it is aligned to the right.</param>
public sealed record Column<T>(string Header, Func<T, DateTimeOffset, string> Cell, bool Numeric = false);

/// <summary>How rows of one kind are shown.</summary>
/// <param name="Columns">The columns of the table.</param>
/// <param name="Json">The rows' shape as JSON.</param>
/// <param name="Empty">What to say where there are no rows, and what to do about it.</param>
public sealed record Listing<T>(IReadOnlyList<Column<T>> Columns, JsonTypeInfo<IReadOnlyList<T>> Json, string Empty);
