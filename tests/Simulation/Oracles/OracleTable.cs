namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>All oracles.</summary>
internal static class OracleTable
{
    public static IStepOracle[] CreateStepOracles() =>
    [
        new Nothing_ends_by_itself(),
        new No_dead_value_answers_for_long(),
        new Neighbours_are_unharmed(),
        new No_name_empties_by_an_announced_end(),
        new A_stop_is_deserved(),
        new Only_poison_fails(),
        new Whoever_reports_is_heard(),
        new What_is_doubted_is_visible(),
        new A_crash_loop_is_held_back(),
        new A_service_points_to_its_hosts(),
        new A_refused_claim_never_answers(),
    ];

    public static IFinalOracle[] CreateFinalOracles() =>
    [
        new The_zone_is_the_truth(),
        new Nobody_is_deaf_while_it_reports(),
        new Saga_registry_and_zone_agree(),
        new A_healthy_saga_is_a_registered_container(),
        new What_is_refused_is_visible(),
        new Only_poison_is_dead(),
        new Nobody_is_doubted_for_ever(),
        new What_a_newer_version_wrote_is_kept(),
        new The_plan_is_empty(),
        new A_copy_of_the_store_writes_nothing(),
    ];
}
