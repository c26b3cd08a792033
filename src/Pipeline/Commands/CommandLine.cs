using System.CommandLine;
using System.CommandLine.Help;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.Demo;
using Pipeline.Postgres.Failures;
using Pipeline.Processes;
using Pipeline.Up;

namespace Pipeline.Commands;

/// <summary>The whole command line.</summary>
internal sealed class CommandLine(IParts parts, Surroundings surroundings)
{
    /// <summary>Runs one command line to its end.</summary>
    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var parsed = Root().Parse(arguments is [] ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithNotes)
        {
            foreach (var error in parsed.Errors) surroundings.Errors.WriteLine(error.Message);
            surroundings.Errors.WriteLine("./pipeline --help tells what there is");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new() { Output = surroundings.Output, Error = surroundings.Errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancel);
        }
        catch (CommandFailure failure)
        {
            return Say(failure.Message, failure.Code);
        }
        catch (PrivateServerException failure)
        {
            return Say(failure.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (DatabaseReach.FailureBehind(failure) is { } trouble)
        {
            return Say($"the database failed: {trouble.Message}", ExitCode.Failed);
        }
        catch (IOException failure)
        {
            return Say(failure.Message, ExitCode.Failed);
        }
        catch (Exception unforeseen)
        {
            return Say($"this should not have happened: {unforeseen}", ExitCode.Failed);
        }
    }

    private int Say(string line, int exitCode)
    {
        surroundings.Errors.WriteLine(line);
        return exitCode;
    }

    private RootCommand Root()
    {
        var read = new ReadCommands(parts, surroundings);
        var health = new HealthCommands(parts, surroundings);
        var root = new RootCommand("DNS service discovery for containers: a container starts and its name answers; it stops and the name stops answering.")
        {
            new UpCommand(parts, surroundings).Create(),
            new DemoCommand(parts, surroundings).Create(),
            new ProjectorCommand(parts, surroundings).Create(),
            new HealthSagaCommand(parts, surroundings).Create(),
            new ConsoleCommand(parts, surroundings).Create(),
            read.Services(),
            read.Instances(),
            read.Hosts(),
            new DeadLetterCommands(parts, surroundings).Create(),
            new HealthCheckCommand(surroundings).Create(),
            health.Sagas(),
            health.Saga(),
            new PlanCommand(surroundings).Create(),
            new ReplayCommand(surroundings).Create(),
            new WhyCommand(surroundings).Create(),
            new EventsCommand(surroundings).Create(),
            new BacktestCommand(surroundings).Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithNotes((HelpAction)help.Action!);
        return root;
    }
}
