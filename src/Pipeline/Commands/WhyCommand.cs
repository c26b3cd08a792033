using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Databases;
using Pipeline.History.Reading;
using Pipeline.History.Why;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Explains why DNS answers as it does for a name, or the state of a container or a host.</summary>
internal sealed class WhyCommand(IParts parts, CommandEnvironment environment)
{
    private const int NamesShown = 3;
    private const int LivesShown = 5;

    /// <summary>A longer name is not compared: the work grows with its length.</summary>
    private const int LongestCompared = 255;

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
        var options = new SettingOptions(command, SettingTable.Planning);
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
        var status = StatusParts.Create(parts, settings, database.ConnectionString, registry, sagas, environment.Time);
        var reader = new WhyReader(history, health, settings.Domain, settings.Addresses, settings.ProtocolNames, status, status);
        var stories = await reader.WhyAsync(subject, at, cancel);
        await new RetentionNote(environment, registry.Retained).WriteIfBeforeAsync(at, cancel);
        if (stories is [] && await registry.Retained.FindLivesAsync(subject, LivesShown, cancel) is [_, ..] lives)
        {
            new LifeWriter(environment.Output).Write(lives, json);
            return ExitCode.Done;
        }

        if (stories is [])
            throw new CommandFailure(DescribeUnknown(
                subject, await parts.OpenRegistry(settings, database.ConnectionString).AllAsync(cancel)));

        if (json) environment.Output.WriteLine(JsonSerializer.Serialize(stories, OperatingJson.Default.IReadOnlyListWhyView));
        else new WhyWriter(environment.Output, environment.Colours).Write(stories);
        return ExitCode.Done;
    }

    private static string DescribeUnknown(string subject, RegistryView known)
    {
        var names = known.Services.Select(service => service.Name)
            .Concat(known.Instances.Select(instance => instance.ContainerName))
            .Concat(known.Hosts.Select(host => host.Name))
            .Concat(known.Refusals.Select(refusal => refusal.Claim)).Distinct();
        List<string> nearest = subject.Length > LongestCompared
            ? []
            : [.. NearestNames.Find(subject, names).Take(NamesShown).Select(SafeText.Of)];
        return $"no service, container or host has the name '{SafeText.Of(subject)}'"
            + (nearest is [] ? "" : $"; the nearest names are {string.Join(", ", nearest)}")
            + ": ./pipeline services, instances and hosts list them";
    }
}
