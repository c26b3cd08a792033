namespace Pipeline.Simulation.Tests;

[Collection(Worlds.OneAfterAnother)]
public sealed class When_a_scenario_is_simulated(SimulatedScenarios scenarios) : IClassFixture<SimulatedScenarios>
{
    [Theory]
    [InlineData("A_Spot_interruption_of_an_owned_name")]
    [InlineData("A_Spot_interruption_that_comes")]
    [InlineData("A_Spot_interruption_that_is_withdrawn")]
    [InlineData("A_clock_of_a_projector_that_jumps")]
    [InlineData("A_clock_of_the_store_that_is_set_back")]
    [InlineData("A_clock_of_the_store_that_jumps")]
    [InlineData("A_clock_of_the_store_that_jumps_while_one_drains")]
    [InlineData("A_container_that_cannot_be_inspected")]
    [InlineData("A_container_that_crashes_again_and_again")]
    [InlineData("A_container_that_started_in_2027")]
    [InlineData("A_copy_of_the_store_that_leads")]
    [InlineData("A_fence_that_is_deleted_and_edited")]
    [InlineData("A_host_left_from_the_far_future")]
    [InlineData("A_host_that_gets_another_name")]
    [InlineData("A_host_that_gets_another_name_while_a_container_has_no_port")]
    [InlineData("A_host_that_gets_another_name_while_a_port_is_used_again")]
    [InlineData("A_host_that_is_drained_before_its_end")]
    [InlineData("A_host_that_is_gone_with_what_nobody_probes")]
    [InlineData("A_host_that_is_lost_while_its_service_is_refused")]
    [InlineData("A_host_whose_address_is_refused")]
    [InlineData("A_host_whose_reports_are_rejected")]
    [InlineData("A_leader_that_is_frozen")]
    [InlineData("A_leader_that_wakes_up")]
    [InlineData("A_leader_that_was_frozen_while_its_list_was_under_way")]
    [InlineData("A_leave_from_the_far_future")]
    [InlineData("A_list_of_a_former_leader_that_comes_late")]
    [InlineData("A_list_that_is_applied_after_its_answer_was_lost")]
    [InlineData("A_message_that_is_poison")]
    [InlineData("A_message_that_is_redriven_hours_later")]
    [InlineData("A_newer_version_that_is_rolled_back")]
    [InlineData("A_removal_whose_answer_is_lost")]
    [InlineData("A_report_that_is_too_large")]
    [InlineData("A_report_with_one_bad_claim")]
    [InlineData("A_run_that_comes_back_after_its_host_was_given_up")]
    [InlineData("A_run_that_comes_back_ejected")]
    [InlineData("A_server_that_starts_a_day_ahead")]
    [InlineData("A_service_that_sickens_with_its_siblings")]
    [InlineData("A_service_with_fixed_ports")]
    [InlineData("A_stop_that_comes_in_the_next_run")]
    [InlineData("A_stop_that_fails_for_long")]
    [InlineData("A_stop_that_is_withheld_for_a_newcomer")]
    [InlineData("A_stop_that_is_redriven_after_a_release")]
    [InlineData("A_store_that_is_read_only")]
    [InlineData("A_store_that_is_restored")]
    [InlineData("A_store_whose_disk_is_full")]
    [InlineData("A_task_of_which_one_stays_in_DNS")]
    [InlineData("A_task_that_is_stopped_as_one")]
    [InlineData("A_zone_that_is_away_for_long")]
    [InlineData("An_agent_that_starts_behind_its_last_start")]
    [InlineData("An_agent_whose_clock_is_ahead")]
    [InlineData("An_engine_that_lies")]
    [InlineData("An_intruder_beside_the_last_instance")]
    [InlineData("Leaders_that_follow_each_other_quickly")]
    [InlineData("Messages_of_a_newer_version")]
    [InlineData("Reports_of_a_former_agent_that_come_late")]
    [InlineData("Two_hosts_of_one_name")]
    [InlineData("Two_hosts_that_end_at_once")]
    [InlineData("Two_names_of_one_engine")]
    [InlineData("Two_owners_that_claim_one_name")]
    public void Every_oracle_holds_or_the_fault_is_listed_as_not_yet_mended(string scenario)
    {
        scenarios.ByName.ShouldContainKey(scenario);
        var result = scenarios.ByName[scenario];
        if (result.NotYetMended is null) result.Faults.ShouldBeEmpty();
        else result.Faults.ShouldNotBeEmpty("it is mended: strike it from NotYetMended");
    }

    [Fact]
    public void Each_scenario_is_a_test() => scenarios.ByName.Keys.Order(StringComparer.Ordinal).ShouldBe(
        typeof(When_a_scenario_is_simulated).GetMethod(nameof(Every_oracle_holds_or_the_fault_is_listed_as_not_yet_mended))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(data => (string)((InlineDataAttribute)data).Data[0]!).Order(StringComparer.Ordinal));
}
