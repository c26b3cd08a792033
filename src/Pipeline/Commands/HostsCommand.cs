using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Lists;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
using Pipeline.Databases;
using Pipeline.HealthSaga.Reports;
using Pipeline.History.Reading;
using Pipeline.Projector.Registry;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Lists the hosts; has it forgotten who speaks for one.</summary>
internal sealed class HostsCommand(IParts parts, CommandEnvironment environment)
{
    private const int NamesShown = 3;

    public Command Create()
    {
        var command = new Command("hosts", "List the hosts, the states of their leases, and what of them is heard but not believed.")
        {
            Forget(),
        };
        var list = new ListOptions(command, Listings.Hosts.Filters.Select(filter => filter.Option));
        var options = new SettingOptions(command, [SettingTable.Data, SettingTable.Database, SettingTable.Domain]);
        command.SetAction((parsed, cancel) => ListAsync(
            options.Read(parsed, environment), list.Read(parsed, Listings.Hosts), cancel));
        return command;
    }

    private Command Forget()
    {
        var name = new Argument<string>("host") { Description = "the host's name", HelpName = "HOST" };
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command(
            "forget", "Forget which agent speaks for a host: the next report of any agent is believed. What is registered stays.")
        {
            name, json,
        };
        var options = new SettingOptions(command, [SettingTable.Data, SettingTable.Database, SettingTable.Domain]);
        command.SetAction((parsed, cancel) => ForgetAsync(
            options.Read(parsed, environment), parsed.GetValue(name)!, parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> ListAsync(PipelineSettings settings, ListChoice<HostView> choice, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        var registry = parts.OpenRegistry(settings, database.ConnectionString);
        return await new ListRun<HostView>(Listings.Hosts, choice, environment).RunAsync(registry.HostsAsync, cancel);
    }

    private async Task<int> ForgetAsync(PipelineSettings settings, string name, bool json, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        await using var sagas = new PostgresSagas(database.ConnectionString);
        var hosts = await new RegistryReader(registry.Documents, settings.Domain).HostsAsync(cancel);
        var host = hosts.FirstOrDefault(one => one.Name == name) ?? throw new CommandFailure(DescribeUnknown(name, hosts));

        // The health saga has a lease of its own. The registry's is forgotten last: it decides about DNS.
        await new ReportComparison(sagas.Reports, settings.HealthSaga(), environment.Time).ForgetAsync(name, cancel);
        var writer = new RegistryWriter(
            registry.Registry, new Registrar(settings.Domain), environment.Time, NullLogger<RegistryWriter>.Instance);
        await ConflictRetry.RunAsync(() => writer.ForgetAsync(name, cancel));

        var forgotten = new ForgottenView(name, host.Speaker);
        environment.Output.WriteLine(json
            ? JsonSerializer.Serialize(forgotten, OperatingJson.Default.ForgottenView)
            : $"{name}: {Describe(host)}; the next report of any agent is believed");
        return ExitCode.Done;
    }

    private static string Describe(HostView host) => host.Speaker is { } speaker
        ? $"forgot the agent at {speaker.Address}, which spoke for it since {speaker.Since:u}"
        : "no agent spoke for it";

    private static string DescribeUnknown(string name, IReadOnlyList<HostView> hosts)
    {
        var nearest = NearestNames.FindNear(name, hosts.Select(host => host.Name)).Take(NamesShown).ToList();
        return $"no host '{SafeText.Of(name)}'"
            + (nearest is [] ? "" : $"; the nearest names are {string.Join(", ", nearest)}") + ": ./pipeline hosts lists all";
    }
}

/// <summary>A host, and the agent that was forgotten.</summary>
/// <param name="Speaker">Null if no agent spoke for the host.</param>
internal sealed record ForgottenView(string Host, SpeakerView? Speaker);
