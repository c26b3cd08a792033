using CsCheck;
using Pipeline.Contracts;
using Pipeline.Producer.Hosts;

namespace Pipeline.Producer.Tests.Hosts;

public class When_a_host_is_watched
{
    private const int Term = 15;
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_container_that_begins_to_run_is_started() =>
        Given().When(Running()).ShouldHaveSingleItem().ShouldBeOfType<ContainerStarted>().Container.Id.ShouldBe("c1");

    [Fact]
    public void Saying_it_twice_states_nothing() => Given(Running()).When(Running(), Running()).ShouldBeEmpty();

    [Fact]
    public void A_restart_under_the_same_identifier_is_another_start() =>
        Given(Running()).When(Running(startedAt: 60)).ShouldHaveSingleItem()
            .ShouldBeOfType<ContainerStarted>().Container.StartedAt.ShouldBe(Now.AddSeconds(60));

    [Fact]
    public void Other_ports_are_another_start() =>
        Given(Running()).When(Running(hostPort: 40000)).ShouldHaveSingleItem()
            .ShouldBeOfType<ContainerStarted>().Container.Endpoints[0].HostPort.ShouldBe(40000);

    [Fact]
    public void One_that_ended_is_stopped_with_its_exit_code()
    {
        var stopped = Given(Running()).When(new Observation.Absent("c1", StopCause.Exited, 137))
            .ShouldHaveSingleItem().ShouldBeOfType<ContainerStopped>();

        (stopped.ContainerId, stopped.Cause, stopped.ExitCode).ShouldBe(("c1", StopCause.Exited, 137));
    }

    [Fact]
    public void One_that_was_never_there_cannot_stop() => Given().When(Gone()).ShouldBeEmpty();

    [Fact]
    public void One_that_ended_cannot_stop_again() => Given(Running(), Gone()).When(Gone()).ShouldBeEmpty();

    [Fact]
    public void One_that_claims_nothing_is_nobodys_business() => Given().When(new Observation.WithoutClaims("c1")).ShouldBeEmpty();

    [Fact]
    public void A_pause_and_its_end_are_stated()
    {
        var facts = Given(Running()).When(Paused(), Running());

        facts[0].ShouldBeOfType<ContainerPaused>().ContainerId.ShouldBe("c1");
        facts[1].ShouldBeOfType<ContainerStarted>();
        facts.Count.ShouldBe(2);
    }

    [Fact]
    public void Its_stop_signal_begins_the_drain() =>
        Given(Running()).When(Signal(Term)).ShouldHaveSingleItem().ShouldBeOfType<ContainerStopping>().Signal.ShouldBe(Term);

    [Fact]
    public void Its_own_stop_signal_counts_not_the_usual_one() =>
        Given(Running(stopSignal: 3)).When(Signal(Term), Signal(3, at: 11))
            .ShouldHaveSingleItem().ShouldBeOfType<ContainerStopping>().Signal.ShouldBe(3);

    [Fact]
    public void A_signal_that_nobody_survives_begins_the_drain_too() =>
        Given(Running()).When(Signal(9)).ShouldHaveSingleItem().ShouldBeOfType<ContainerStopping>();

    [Fact]
    public void A_signal_that_asks_for_something_else_states_nothing() => Given(Running()).When(Signal(1)).ShouldBeEmpty();

    [Fact]
    public void An_inspection_in_the_drain_does_not_end_it() => Given(Running(), Signal(Term)).When(Running()).ShouldBeEmpty();

    [Fact]
    public void One_that_outlives_its_drain_runs_again()
    {
        var drained = Given(Running(), Signal(Term));

        drained.After(DrainLimit - TimeSpan.FromSeconds(1)).When(Running()).ShouldBeEmpty();
        drained.After(DrainLimit).When(Running())
            .ShouldHaveSingleItem().ShouldBeOfType<ContainerStarted>().Container.Phase.ShouldBe(ContainerPhase.Running);
    }

    [Fact]
    public void A_replayed_signal_does_not_begin_a_drain_again() =>
        Given(Running(), Signal(Term)).After(DrainLimit).And(Running()).When(Signal(Term)).ShouldBeEmpty();

    [Fact]
    public void A_signal_to_an_earlier_run_says_nothing_about_this_one()
    {
        Given(Running(startedAt: 60)).When(Signal(Term, at: 10)).ShouldBeEmpty();
        Given(Running(), Signal(Term)).When(Running(startedAt: 60)).ShouldHaveSingleItem().ShouldBeOfType<ContainerStarted>();
    }

    [Fact]
    public void A_signal_that_overtakes_the_first_inspection_is_not_lost() =>
        Given(Signal(Term)).When(Running()).ShouldHaveSingleItem().ShouldBeOfType<ContainerStopping>();

    [Fact]
    public void A_signal_to_a_container_that_is_gone_is_forgotten()
    {
        Given(Signal(Term), Gone()).State.EarlySignals.ShouldBeEmpty();
        Given(Signal(Term), new Observation.WithoutClaims("c1")).State.EarlySignals.ShouldBeEmpty();
    }

    [Fact]
    public void A_pause_hides_a_drain_and_its_end_shows_it_again()
    {
        var facts = Given(Running()).When(Paused(), Signal(Term), Running());

        facts.Select(fact => fact.GetType()).ShouldBe([typeof(ContainerPaused), typeof(ContainerStopping)]);
    }

    [Fact]
    public void A_report_says_what_was_stated_and_nothing_else()
    {
        var watched = Given(Running("a"), Running("b"), Signal(Term, "b"), Running("c"), Gone("c"));
        var (_, report) = watched.State.Report(Now, TimeSpan.FromSeconds(30), "docker 1", []);

        report.Containers.Select(container => (container.Id, container.Phase))
            .ShouldBe([("a", ContainerPhase.Running), ("b", ContainerPhase.Stopping)]);
    }

    [Fact]
    public void Whatever_was_seen_a_report_sums_up_the_facts_before_it() => Histories.Sample(history =>
    {
        var watched = Given();
        Dictionary<string, ContainerPhase> stated = [];
        foreach (var (seen, seconds) in history)
        {
            foreach (var fact in watched.When(seen)) State(fact);
            watched = watched.And(seen).After(TimeSpan.FromSeconds(seconds));

            var (_, report) = watched.State.Report(watched.At, TimeSpan.FromSeconds(30), "docker 1", []);
            report.Containers.ToDictionary(container => container.Id, container => container.Phase).ShouldBe(stated, ignoreOrder: true);
        }

        void State(IHostFact fact)
        {
            if (fact is ContainerStarted started) stated[started.Container.Id] = ContainerPhase.Running;
            if (fact is ContainerStopping stopping) stated[stopping.ContainerId] = ContainerPhase.Stopping;
            if (fact is ContainerPaused paused) stated[paused.ContainerId] = ContainerPhase.Paused;
            if (fact is ContainerStopped stopped) stated.Remove(stopped.ContainerId);
        }
    });

    [Fact]
    public void Every_fact_has_the_next_stamp()
    {
        var state = Given(Running("a"), Running("a"), Running("b"), Gone("a")).State;
        var (_, report) = state.Report(Now, TimeSpan.FromSeconds(30), "docker 1", []);
        var (_, left) = state.Deregister(Now, "shutdown");

        state.LastStamp.ShouldBe(new Stamp(7, 3));
        report.Stamp.ShouldBe(new Stamp(7, 4));
        left.Stamp.ShouldBe(new Stamp(7, 4));
    }

    [Fact]
    public void Failure_16_a_report_ends_none_of_two_thousand_containers_that_could_not_be_inspected()
    {
        string[] unknown = [.. Enumerable.Range(0, 2_000).Select(i => $"c{i}")];

        var (_, report) = Given().State.Report(Now, TimeSpan.FromSeconds(30), "docker 1", unknown);

        unknown.Where(report.IsEndOf).ShouldBeEmpty();
    }

    private static readonly Gen<Observation> AnyObservation = Gen.Select(
        Gen.OneOf("a", "b", "c"),
        Gen.Int[0, 4],
        Gen.OneOf(1, 9, Term),
        Gen.Int[0, 300],
        (id, kind, signal, at) => kind switch
        {
            0 => Running(id, at),
            1 => Paused(id, at),
            2 => Gone(id),
            3 => new Observation.WithoutClaims(id),
            _ => (Observation)Signal(signal, id, at),
        });

    private static readonly Gen<(Observation Seen, int Seconds)[]> Histories =
        Gen.Select(AnyObservation, Gen.Int[0, 200]).Array[1, 60];

    private static Watched Given(params Observation[] seen) =>
        new Watched(HostState.Start(new HostIdentity("host1", "10.0.0.7"), new Stamp(7, 0)), Now).And(seen);

    private static Observation.Present Running(string id = "c1", int startedAt = 0, int hostPort = 32768, int stopSignal = Term) =>
        new Observation.Present(Container(id, ContainerPhase.Running, startedAt, hostPort), stopSignal, id);

    private static Observation.Present Paused(string id = "c1", int startedAt = 0) =>
        new Observation.Present(Container(id, ContainerPhase.Paused, startedAt, 32768), Term, id);

    private static Observation.Absent Gone(string id = "c1") => new Observation.Absent(id, StopCause.Removed, null);

    private static Observation.Signalled Signal(int signal, string id = "c1", int at = 10) =>
        new Observation.Signalled(id, signal, Now.AddSeconds(at));

    private static ContainerSnapshot Container(string id, ContainerPhase phase, int startedAt, int hostPort) => new()
    {
        Id = id,
        Name = id,
        Image = "calc:1",
        StartedAt = Now.AddSeconds(startedAt),
        Phase = phase,
        Endpoints =
        [
            new Endpoint
            {
                Service = "calc",
                Protocol = TransportProtocol.Tcp,
                ContainerPort = 8081,
                HostPort = hostPort,
                Address = "10.0.0.7",
            },
        ],
    };

    private sealed record Watched(HostState State, DateTimeOffset At)
    {
        public Watched After(TimeSpan span) => this with { At = At + span };

        public Watched And(params Observation[] seen) =>
            this with { State = seen.Aggregate(State, (state, one) => state.Apply(one, At, DrainLimit).Next) };

        public List<IHostFact> When(params Observation[] seen)
        {
            List<IHostFact> facts = [];
            var state = State;
            foreach (var one in seen)
            {
                (state, var fact) = state.Apply(one, At, DrainLimit);
                if (fact is not null) facts.Add(fact);
            }

            return facts;
        }
    }
}
