using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Databases;
using Pipeline.Settings;
using Pipeline.Store.Retention;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Shows what lies in the database, how it grows, and when it is dropped.</summary>
internal sealed class StorageCommand(CommandEnvironment environment)
{
    private const long Mebibyte = 1024 * 1024;

    public Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command("storage", "Show what lies in the database, how it grows, and when it is dropped.") { json };
        var options = new SettingOptions(command, [.. SettingTable.OfDatabase, LifetimeSettingTable.Retention]);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, environment), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, bool json, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        var use = await new StorageReader(database.ConnectionString, environment.Time).ReadAsync(cancel);
        var view = new StorageView(
            use.Bytes, use.EventsADay, use.KeptSince, settings.Retention,
            [.. use.Tables.Select(table => new StoredTableView(
                table.Name, table.Rows, table.Bytes, table.IndexBytes, StorageText.Describe(table.Name)))]);
        if (json) environment.Output.WriteLine(JsonSerializer.Serialize(view, OperatingJson.Default.StorageView));
        else Write(view);
        return ExitCode.Done;
    }

    private void Write(StorageView view)
    {
        foreach (var table in view.Tables.Where(table => table.Kept is not null))
            Line($"{Size(table.Bytes + table.IndexBytes),10}  {table.Rows,12:N0} rows  {table.Table,-28}  {table.Kept}");
        Line($"{Size(view.Bytes),10}  in all; {view.EventsADay:N0} events in the last 24 hours");
        environment.Errors.WriteLine(view.KeptSince is { } kept
            ? RetentionNote.Describe(kept)
            : $"nothing was dropped yet: every detail is kept for {view.Retention.TotalDays:0.#} days (Pipeline__Retention)");
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Mebibyte:N1} MiB");

    private void Line(FormattableString text) => environment.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What lies in a database, for scripts.</summary>
/// <param name="Bytes">Of all tables with their indexes.</param>
/// <param name="EventsADay">The events of the last 24 hours.</param>
/// <param name="KeptSince">Since when every detail is kept; null if nothing was dropped yet.</param>
/// <param name="Retention">How long every detail is kept, as this command's settings say.</param>
/// <param name="Tables">The tables, the largest first.</param>
internal sealed record StorageView(
    long Bytes, long EventsADay, DateTimeOffset? KeptSince, TimeSpan Retention, IReadOnlyList<StoredTableView> Tables);

/// <summary>What lies in a table, for scripts.</summary>
/// <param name="Table">Its schema and name.</param>
/// <param name="Rows">Its rows, as the server estimates them.</param>
/// <param name="Bytes">Its bytes, without its indexes.</param>
/// <param name="IndexBytes">The bytes of its indexes.</param>
/// <param name="Kept">What it holds, and how long; null for a table of no size to speak of.</param>
internal sealed record StoredTableView(string Table, long Rows, long Bytes, long IndexBytes, string? Kept);
