using System.CommandLine;
using System.Text.Json;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Drill.Incidents;
using Pipeline.Drill.Scene;
using Pipeline.History.Sagas;
using Pipeline.Projector.Election;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Zone.Local;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Terminal;
using Pipeline.Up;

namespace Pipeline.Drill;

/// <summary>Plays an incident in a simulated pipeline, for practice.</summary>
internal sealed class DrillCommand(IParts parts, CommandEnvironment environment)
{
    private readonly DrillRun run = DrillRun.Begin(environment.Random);

    public Command Create()
    {
        var incident = new Argument<string?>("incident")
        {
            Description = "the incident to play [one by chance, which is not told]",
            HelpName = "INCIDENT",
            Arity = ArgumentArity.ZeroOrOne,
        };
        incident.CompletionSources.Add([.. IncidentTable.Names]);
        var list = Switch("--list", "list the incidents, each with its symptom");
        var reveal = Switch("--reveal", "tell cause and remedy at once");
        var json = Switch("--json", "ask nothing, and print JSON at the end");
        var command = new Command("drill", "Play an incident in a simulated pipeline of its own, for practice: you get the symptom.")
        {
            incident, list, reveal, json,
        };
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(list)) return Task.FromResult(List(parsed.GetValue(json)));
            return RunAsync(Choose(parsed.GetValue(incident)), parsed.GetValue(reveal), parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Option<bool> Switch(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    private int List(bool json)
    {
        IReadOnlyList<DrillChoice> choices = [.. IncidentTable.All.Select(one => new DrillChoice(one.Name, one.Reported))];
        if (json) environment.Output.WriteLine(JsonSerializer.Serialize(choices, DrillJson.Default.IReadOnlyListDrillChoice));
        else new DrillText(environment.Output).WriteChoices(choices);
        return ExitCode.Done;
    }

    private Incident Choose(string? name) => name is null
        ? IncidentTable.All[environment.Random.Next(IncidentTable.All.Count)]
        : IncidentTable.Find(name) ?? throw new CommandFailure(
            $"'{name}' is no incident: write {NearestNames.Find(name, IncidentTable.Names).First()}, or another one of "
            + string.Join(", ", IncidentTable.Names), ExitCode.Usage);

    private async Task<int> RunAsync(Incident incident, bool reveal, bool json, CancellationToken stop)
    {
        // What the pipeline itself says would give the cause away.
        var quiet = environment with { Output = TextWriter.Null };
        var settings = QuickSettings.For(Defaults.For(environment.Root, environment.Variable), run.Domain, run.Directory) with
        {
            Log = LogLevel.None,
            Ttl = TimeSpan.FromSeconds(5), // long enough to be seen while it runs out
        };
        DrillReport? report = null;
        try
        {
            var code = await new UpCommand(parts, quiet).RunAsync(
                settings, new([], 0),
                async (host, end) => report = await PlayAsync(host, incident, reveal, json, end),
                stop, AddScene);
            if (report is null) return stop.IsCancellationRequested ? ExitCode.Interrupted : code;
            if (json) environment.Output.WriteLine(JsonSerializer.Serialize(report, DrillJson.Default.DrillReport));
            return ExitCode.Done;
        }
        finally
        {
            if (Directory.Exists(run.Directory)) Directory.Delete(run.Directory, recursive: true);
        }
    }

    private static void AddScene(IServiceCollection services) => services
        .AddSingleton<DrillFleet>()
        .AddSingleton<IHostEngines>(given => given.GetRequiredService<DrillFleet>())
        .AddSingleton<IHostWitness>(given => given.GetRequiredService<DrillFleet>())
        .AddSingleton(given => new FreezableLeases(given.GetRequiredService<RegistryDatabase>().Leases))
        .AddSingleton<ILeaderLeases>(given => given.GetRequiredService<FreezableLeases>());

    private async Task<DrillReport> PlayAsync(WebApplication host, Incident incident, bool reveal, bool json, CancellationToken end)
    {
        var services = host.Services;
        var plan = services.GetRequiredService<UpPlan>();
        var scene = new DrillScene(
            services.GetRequiredService<DrillFleet>(), services.GetRequiredService<LocalZone>(),
            services.GetRequiredService<FreezableLeases>(), services.GetRequiredService<LeaderLoop>(),
            plan.Database, environment.Time);
        var watch = new StatusWatch(
            () => StatusParts.Create(services, parts, plan.Settings, plan.Database), services.GetRequiredService<IHealthReader>(),
            environment.Time);
        var text = new DrillText(json ? TextWriter.Null : environment.Output);
        text.WriteScene(run, host.Urls.Single(), parts.DnsOf(services));
        return await new DrillSession(incident, scene, watch, new Trainee(json ? null : environment.Keyboard), text, reveal).PlayAsync(end);
    }
}
