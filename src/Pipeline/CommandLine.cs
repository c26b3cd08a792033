using System.CommandLine;
using System.CommandLine.Help;
using Pipeline.Commands;
using Pipeline.Commands.Completion;
using Pipeline.Commands.Help;
using Pipeline.Commands.Parsing;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Storage;
using Pipeline.Demo;
using Pipeline.Drill;
using Pipeline.History.Reading;
using Pipeline.Postgres.Failures;
using Pipeline.Processes;
using Pipeline.Resolvers;
using Pipeline.Store.Connections;
using Pipeline.Terminal;
using Pipeline.Up;

namespace Pipeline;

/// <summary>Parses and runs the command line.</summary>
internal sealed class CommandLine(IParts parts, CommandEnvironment environment)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var parsed = Root().Parse(arguments is [] ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithNotes)
        {
            foreach (var line in CommandLineErrors.Describe(parsed)) environment.Errors.WriteLine(line);
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new()
                {
                    Output = environment.Output,
                    Error = environment.Errors,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancel);
        }
        catch (CommandFailure failure)
        {
            return Fail(failure.Message, failure.Code);
        }
        catch (PrivateServerException failure)
        {
            return Fail(failure.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (StoreRefusedException failure)
        {
            return Fail(failure.Message, ExitCode.Failed);
        }
        catch (Exception failure) when (DatabaseReach.ReasonBehind(failure) is { } reason)
        {
            return Fail($"database failed: {reason}", ExitCode.Failed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(FailureWords.Describe(failure), ExitCode.Failed);
        }
        catch (Exception unexpected)
        {
            return Fail(
                $"this is an error of Pipeline: {FailureWords.Describe(unexpected)}; please report it with {ErrorReport.Keep(unexpected)}",
                ExitCode.Failed);
        }
    }

    // A failure may quote what a server, a file or a container says.
    private int Fail(string text, int exitCode)
    {
        foreach (var line in text.Split('\n')) environment.Errors.WriteLine(SafeText.Line(line.TrimEnd('\r')));
        return exitCode;
    }

    /// <summary>All commands, with what they take.</summary>
    internal RootCommand Root()
    {
        var read = new ReadCommands(parts, environment);
        var health = new HealthCommands(parts, environment);
        var root = new RootCommand("DNS service discovery for containers: a container is in DNS while it runs and its health check passes.")
        {
            new UpCommand(parts, environment).Create(),
            new DemoCommand(parts, environment).Create(),
            new DrillCommand(parts, environment).Create(),
            new ProjectorCommand(parts, environment).Create(),
            new HealthSagaCommand(parts, environment).Create(),
            new ConsoleCommand(parts, environment).Create(),
            new StatusCommand(parts, environment).Create(),
            read.Services(),
            read.Instances(),
            new HostsCommand(parts, environment).Create(),
            new NamesCommand(environment).Create(),
            new DeadLetterCommands(parts, environment).Create(),
            new HealthCheckCommand(environment).Create(),
            new ResolverCommand(environment, File.Exists).Create(),
            health.Sagas(),
            health.Saga(),
            new PlanCommand(environment).Create(),
            new ReplayCommand(environment).Create(),
            new AdoptCommand(environment).Create(),
            new DatabaseCommand(environment).Create(),
            new StorageCommand(environment).Create(),
            new WhyCommand(parts, environment).Create(),
            new EventsCommand(environment).Create(),
            new BacktestCommand(environment).Create(),
            new CompletionCommand(environment).Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithNotes((HelpAction)help.Action!, environment);
        return root;
    }
}
