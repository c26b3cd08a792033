using Pipeline.Store.Retention;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Says where the detail of the history begins, to whoever asks for what is older.</summary>
internal sealed class RetentionNote(CommandEnvironment environment, RetainedHistory retained)
{
    /// <summary>Writes the note if something before it is asked for.</summary>
    /// <param name="moment">From when on, or as of when, is asked; null for now.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async Task WriteIfBeforeAsync(DateTimeOffset? moment, CancellationToken cancel)
    {
        if (moment is { } asked && await retained.KeptSinceAsync(cancel) is { } kept && asked < kept) Write(kept);
    }

    public void Write(DateTimeOffset kept) => environment.Errors.WriteLine($"note: {Describe(kept)}");

    public static string Describe(DateTimeOffset kept) => $"every detail is kept since {kept:u} (Pipeline__Retention)";
}
