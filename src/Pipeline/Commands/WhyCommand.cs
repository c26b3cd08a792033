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

namespace Pipeline.Commands;

/// <summary>Tells why a name answers as it does, or why a container or a host stands where it stands.</summary>
internal sealed class WhyCommand(Surroundings surroundings)
{
    public Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "a service, a container's name or the beginning of its identifier, or a host", HelpName = "NAME|CONTAINER|HOST" };
        var at = new Option<DateTimeOffset?>("--at") { Description = "as it was at this moment", HelpName = "TIME", CustomParser = Moments.Read };
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command("why", "Tell why a name answers as it does, from the engine's hint to the zone, with the times between.") { subject, at, json };
        var options = new SettingOptions(command, SettingTable.Reading);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, surroundings), parsed.GetValue(subject)!, parsed.GetValue(at), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, string subject, DateTimeOffset? at, bool json, CancellationToken cancel)
    {
        await using var database = await DatabaseVisit.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, surroundings.Time);
        var history = registry.History(settings.Domain);
        await using var sagas = new PostgresSagas(database.ConnectionString);
        var health = sagas.ReaderFor(Parts.HealthOf(settings), surroundings.Time);
        var stories = await new WhyReader(history, health, settings.Domain).WhyAsync(subject, at, cancel);
        if (stories is []) throw new CommandFailure($"nothing recorded is called '{SafeText.Of(subject)}': ./pipeline services, instances and hosts list what there is");

        if (json) surroundings.Output.WriteLine(JsonSerializer.Serialize(stories, OperatingJson.Default.IReadOnlyListWhyView));
        else new WhyWriter(surroundings.Output, surroundings.Terminal).Write(stories);
        return ExitCode.Done;
    }
}
