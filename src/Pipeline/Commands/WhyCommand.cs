using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.History.Reading;
using Pipeline.History.Why;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Explains why DNS answers as it does for a name, or the state of a container or a host.</summary>
internal sealed class WhyCommand(CommandEnvironment environment)
{
    public Command Create()
    {
        var subject = new Argument<string>("subject")
        {
            Description = "a service, a container's name or the start of its ID, or a host",
            HelpName = "NAME|CONTAINER|HOST",
        };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "explain the state at this moment",
            HelpName = "TIME",
            CustomParser = new MomentParser(environment.Time).Parse,
        };
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command(
            "why", "Explain why DNS answers as it does for a name: every step from the engine to the zone, with the time between steps.")
        {
            subject, at, json,
        };
        var options = new SettingOptions(command, [.. SettingTable.Reading, .. SettingTable.AtNames]);
        command.SetAction((parsed, cancel) => RunAsync(
            options.Read(parsed, environment), parsed.GetValue(subject)!, parsed.GetValue(at), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, string subject, DateTimeOffset? at, bool json, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        var history = registry.History(settings.Domain);
        await using var sagas = new PostgresSagas(database.ConnectionString);
        var health = sagas.ReaderFor(settings.HealthSaga(), environment.Time);
        var reader = new WhyReader(history, health, settings.Domain, settings.Addresses, settings.ProtocolNames);
        var stories = await reader.WhyAsync(subject, at, cancel);
        if (stories is [])
            throw new CommandFailure(
                $"no service, container or host has the name '{SafeText.Of(subject)}': ./pipeline services, instances and hosts list them");

        if (json) environment.Output.WriteLine(JsonSerializer.Serialize(stories, OperatingJson.Default.IReadOnlyListWhyView));
        else new WhyWriter(environment.Output, environment.Terminal).Write(stories);
        return ExitCode.Done;
    }
}
