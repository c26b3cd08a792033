using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Databases;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Connections;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Says whether a database's schema is this version's, and prepares it: the one step that changes a schema.</summary>
internal sealed class DatabaseCommand(CommandEnvironment environment)
{
    public Command Create()
    {
        var command = new Command("database", "Say whether the database's schema is one that this version works with.") { Prepare() };
        Add(command, isPreparing: false);
        return command;
    }

    private Command Prepare()
    {
        var command = new Command(
            "prepare", "Make the schema that this version needs. Run it before the processes of a new version start: it only adds, so that "
            + "those of the former version go on. It can be repeated, and run by several at once.");
        Add(command, isPreparing: true);
        return command;
    }

    private void Add(Command command, bool isPreparing)
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        command.Add(json);
        var options = new SettingOptions(command, SettingTable.OfDatabase);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, environment), isPreparing, parsed.GetValue(json), cancel));
    }

    private async Task<int> RunAsync(PipelineSettings settings, bool isPreparing, bool json, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        var schema = new DatabaseSchema(database.ConnectionString, environment.Time);
        var before = await schema.ReadAsync(cancel);
        if (isPreparing) await schema.PrepareAsync(cancel);
        var state = isPreparing ? await schema.ReadAsync(cancel) : before;

        var place = DatabaseReach.PlaceOf(database.ConnectionString);
        if (json) WriteJson(place, state, before);
        else environment.Output.WriteLine($"database {place}: {state.Describe()}{Done(before, state, isPreparing)}");
        return state.Works ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Done(SchemaState before, SchemaState after, bool isPreparing) => (isPreparing, after) switch
    {
        (true, { Works: true }) when before.Works => "; nothing was to be done",
        (true, { Works: true }) => before.Found is { } older ? $"; it was {older.Number}" : "; it had none",
        (_, { Works: false }) => $"; {after.Remedy}",
        _ => "",
    };

    private void WriteJson(string place, SchemaState state, SchemaState before) => environment.Output.WriteLine(JsonSerializer.Serialize(
        new SchemaView(place, state.Found?.Number, before.Found?.Number, state.Found?.PreparedBy, state.Works, state.Describe()),
        OperatingJson.Default.SchemaView));
}

/// <summary>A database's schema, for scripts.</summary>
/// <param name="Database">Its server and name.</param>
/// <param name="Schema">The number of the schema; null for none.</param>
/// <param name="Before">The number before the command; null for none.</param>
/// <param name="PreparedBy">The version of the program that made it.</param>
/// <param name="Works">Whether this version works with it.</param>
/// <param name="Text">The same in a sentence.</param>
internal sealed record SchemaView(string Database, int? Schema, int? Before, string? PreparedBy, bool Works, string Text);
