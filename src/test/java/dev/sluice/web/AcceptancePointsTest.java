package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the workflow browser must do, each point with the tests that show it. */
class AcceptancePointsTest {

  /**
   * A point.
   *
   * @param what what must hold
   * @param tests the classes and methods that show it
   * @param rest a time that is measured and stated in docs/browser.md, or what is not shown and
   *     why; empty if the tests show all
   */
  private record Point(int number, String what, List<String> tests, String rest) {}

  private static Point point(int number, String what, String tests, String... rest) {
    return new Point(number, what, List.of(tests.split(" ")), String.join("", rest));
  }

  static List<Point> points() {
    return List.of(
        point(
            1,
            "10,000 files: first names in 200 ms, no task over 50 ms",
            "PageTest#list_manyFiles_keepsOnlyTheRowsOnScreenAsElements"
                + " PageWorkTest#names_thatArriveBeforeTheModules_areShownIfTheyAreReadAsTheyAre"
                + " PageWorkTest#list_isRequestedOnceAndBeforeTheModulesRun",
            "measured: first names"),
        point(
            2,
            "smooth scrolling, at most 200 elements, filter in 100 ms",
            "PageTest#list_manyFiles_keepsOnlyTheRowsOnScreenAsElements",
            "measured: filter"),
        point(
            3,
            "filter, sort and query are in the address",
            "PageTest#search_text_isInTheAddressAndRestoredByReloading"
                + " PageTest#query_withOperator_listsHitsOfTheServerThatLeadToTheirNodes"),
        point(
            4,
            "a stream that is cut leaves its rows and offers to try again",
            "PageStatesTest#list_thatEndsEarly_keepsItsRowsAndOffersToTryAgain"),
        point(
            5,
            "a file that comes or goes meets the filter and the count",
            "PageTest#file_thatChanges_isReloadedWithItsViewAndKeptWhileItIsBroken"
                + " PageLiveTest#rows_thatWouldMoveOthers_waitUntilAskedFor"),
        point(
            6,
            "the reading position does not move",
            "PageLiveTest#rows_addedAndRemovedAbove_doNotMoveTheFirstVisibleOne"),
        point(
            7,
            "1,000 nodes in 300 ms, the first before the last has arrived",
            "PageTest#picture_thousandNodes_fitsAndKeepsFewElements"
                + " PageWorkTest#edges_ofWholeWorkflow_areLinkedOnce"
                + " PageWorkTest#picture_changedSeveralTimesBeforeAFrame_isSizedOnce"
                + " WorkflowBrowserTest#workflow_before_anyListing_isFoundByItsId",
            "measured: 1,000 nodes"),
        point(
            8,
            "smooth pan and zoom of 1,000 and 5,000 nodes",
            "PageTest#picture_thousandNodes_fitsAndKeepsFewElements"
                + " PageWorkTest#edges_thatAreShortOnScreenAndLeadForward_areLines",
            "measured: 5,000 nodes"),
        point(9, "Fit shows everything", "PagePictureTest#camera_fitted_showsBoxesOfAnySpread"),
        point(
            10,
            "names and badges at every zoom",
            "PagePictureTest#names_ofSmallPictures_areShownWithoutTouching"
                + " PagePictureTest#badges_ofSmallPictures_showAllFindings"),
        point(
            11,
            "zoom at the pointer, and with fingers on nodes",
            "PagePictureTest#camera_zoomed_keepsThePointUnderThePointer"
                + " PagePictureTest#pinch_withFingersOnNodes_zooms"),
        point(12, "kinds of ports differ in grey", "PagePictureTest#ports_ofEachKind_differInGrey"),
        point(
            13,
            "dangling, backward, own and 500 parallel connections can be seen and hit",
            "PagePictureTest#connections_danglingBackwardOwnOrParallel_areSeenAndHit"
                + " PagePictureTest#edges_backwardAndToItself_runUnderTheirNodes"
                + " PagePictureTest#click_onConnection_selectsItsSource"),
        point(
            14,
            "the minimap has all nodes and leads there",
            "PagePictureTest#minimap_ofLargeWorkflow_showsItAndLeadsThere"),
        point(
            15,
            "find by id, name, type, config and variable",
            "PagePictureTest#find_byIdNameTypeConfigOrVariable_stepsAndRestoresTheView"
                + " PageTest#find_configValue_dimsTheOthersAndSelectsTheHit"),
        point(
            16,
            "odd nodes do not overlap",
            "PagePictureTest#title_thatIsLong_isCutToItsNode"
                + " PagePictureTest#positions_missingOrEqual_areLaidOutApart"),
        point(
            17,
            "finding, node and source line lead to each other",
            "PageTest#findings_row_leadsToTheNodeAndToTheMarkedValue"
                + " PageAccessTest#keys_fromFindingToNodeToSourceAndBack"),
        point(
            18,
            "columns after astral characters, tabs and CRLF",
            "PagePictureTest#source_place_isRightAfterAstralAndCombiningCharacters"),
        point(
            19,
            "5 MB of source, also in one line",
            "PagePictureTest#address_ofLine_marksIt"
                + " PageWorkTest#source_ofManyLines_hasAFewTextsThatAreMarkedInTheirMiddle",
            "measured: 4.4 MB of source"),
        point(
            20,
            "copied source is that of the file",
            "PagePictureTest#source_copied_isTheTextOfTheFile"),
        point(
            21,
            "moved nodes are one line",
            "PagePictureTest#differences_ofMovedNodes_areOneLine"
                + " PagePictureTest#differences_haveOnePictureOfBoth"
                + " PageTest#differences_toAnotherWorkflow_areListedInGroups"),
        point(
            22,
            "a comparison over its limit of time is partial and says so, and can be cancelled",
            "PageStatesTest#comparison_overItsLimit_isAPartialListThatSaysSo"
                + " PageStatesTest#comparison_thatTakesLong_canBeCancelled"
                + " WorkflowBrowserTest#diff_overItsLimit_hasWhatWasFound"),
        point(
            23,
            "times add up, cache hits in words",
            "LoadTimingsTest#timing_ofWorkflow_addsUpToItsDuration"
                + " PageStatesTest#timing_ofCacheHit_saysSoInWords"),
        point(
            24,
            "a change is on screen with the view unchanged",
            "PageTest#file_thatChanges_isReloadedWithItsViewAndKeptWhileItIsBroken",
            "measured: change on disk"),
        point(
            25,
            "a broken save keeps the last picture",
            "PageLiveTest#file_brokenAndRepaired_keepsItsPictureAndLosesItsBanner"),
        point(
            26,
            "5,000 changes in a second",
            "PageLiveTest#changes_manyInASecond_updateThePageAtMostFourTimesASecond"),
        point(
            27,
            "a server that comes back is found",
            "PageLiveTest#server_thatComesBack_isFoundAndWhatChangedIsShown"),
        point(
            28,
            "tabs share one stream",
            "PageLiveTest#tabs_several_shareOneStream"
                + " PageLiveTest#tab_thatHearsNothing_asksTheServerItself"),
        point(
            29,
            "everything by keyboard, with visible focus",
            "PageAccessTest#keyboard_throughThePage_showsTheFocusEverywhere"
                + " PageAccessTest#keys_thatAreLetters_canBeSwitchedOff"
                + " PageTest#picture_walkedByKeys_showsEachNodeInTheInspector"),
        point(
            30,
            "a screen reader can walk the flow",
            "PageAccessTest#nodes_forScreenReaders_sayWhatTheyAreAndWhereTheyLead"
                + " PageAccessTest#nodes_inTheAccessibilityTree_areOptionsOfAListWithTheirNamesAndNumbers"
                + " PageAccessTest#flow_walkedByArrows_reachesEachNodeThatConnectionsLeadTo"
                + " PageTest#picture_walkedByKeys_showsEachNodeInTheInspector",
            "not shown: a real screen reader, only what the browser passes on to one"),
        point(
            31,
            "no violations of axe, contrast of all tokens",
            "PageTest#page_atEachWidthAndTheme_hasNoViolationsOfAxe"
                + " PageAccessTest#tokens_inBothThemes_haveEnoughContrast"),
        point(
            32,
            "360 px, and targets for fingers",
            "PageAccessTest#targets_ofFingers_areLargeEnough"
                + " PageLayoutTest#parts_inEachView_doNotOverlap"),
        point(
            33,
            "forced colours, more contrast, no flash of another theme",
            "PageAccessTest#colours_forcedOrOfMoreContrast_areThoseOfTheSystem"
                + " PageAccessTest#theme_isSetBeforeTheFirstPaint"),
        point(
            34,
            "print is light and whole",
            "PageAccessTest#print_fromDark_isLightAndHasThePictureTheFindingsAndAllNodes"),
        point(
            35,
            "each state has a cause and an action",
            "PageStatesTest#list_whileScanning_showsTheCountSoFarAndPlaceholders"
                + " PageStatesTest#list_ofEmptyDirectory_saysWhatWasLookedAt"
                + " PageStatesTest#list_withoutHit_offersToClearTheFilters"
                + " PageStatesTest#file_thatIsNotAWorkflow_isReportedWithHelp"
                + " PageTest#source_ofBrokenFile_isShownWithItsFinding"
                + " PageStatesTest#workflow_overALimit_saysWhichAndHowToRaiseIt"
                + " PageStatesTest#workflow_changedWhileRead_offersToTryAgain"
                + " PageStatesTest#workflow_thatIsGone_leadsBackToTheList"
                + " PageLiveTest#server_thatComesBack_isFoundAndWhatChangedIsShown"
                + " PageStatesTest#list_thatEndsEarly_keepsItsRowsAndOffersToTryAgain"
                + " PageStatesTest#page_withoutScript_saysWhereTheDataIs"
                + " PageStatesTest#browser_thatIsOld_isSaidSo"),
        point(36, "naughty names do nothing", "PageTest#names_nasty_areShownAsTextInAllViews"),
        point(
            37,
            "Host, Origin, Sec-Fetch-Site, another port, exact headers",
            "GuardTest#host_ofAnother_isForbidden GuardTest#origin_otherThanOwn_isForbidden"
                + " GuardTest#request_ofAnotherSite_isForbidden"
                + " GuardTest#headers_ofEveryStatus_areComplete"
                + " GuardTest#headers_ofBusyServer_areComplete"
                + " AttackerTest#page_ofAnotherPort_readsAndSendsNothing"),
        point(
            38,
            "the token is in no log, query, Referer or cookie",
            "GuardTest#token_inQueryOrCookie_isNotAccepted"
                + " GuardTest#token_wrongOrAbsent_isUnauthorized"
                + " AttackerTest#page_withToken_keepsItOutOfAddressesAndCookies"
                + " ServerLogTest#requests_malformed_leaveFewLinesAndNoToken"),
        point(
            39,
            "readers that never read",
            "SlowClientsTest#streams_thatAreNeverRead_areClosedAndHoldLittleMemory"
                + " SlowClientsTest#readers_thatNeverRead_areClosedAndHoldLittleMemory"
                + " LiveChangesTest#client_withTooManyChanges_getsOneReset"),
        point(
            40,
            "entity tags and problems",
            "FileTagsTest#stream_unchanged_isNotSentAgain"
                + " FileTagsTest#stream_ofOtherBytesOrPartOrServer_isSent"
                + " WorkflowBrowserTest#wholeAnswer_unchanged_isNotSentAgain"
                + " WorkflowBrowserTest#source_ofRemovedFile_isProblem"));
  }

  @Test
  void points_areNumberedFromOneToForty() {
    assertThat(points())
        .extracting(point -> point.number())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("points")
  void point_namesTestsThatExist(Point point) throws Exception {
    for (String test : point.tests()) {
      String[] parts = test.split("#", 2);
      Class<?> type = Class.forName("dev.sluice.web." + parts[0]);
      assertThat(Arrays.stream(type.getDeclaredMethods()).filter(AcceptancePointsTest::isTest))
          .as("%d: %s", point.number(), test)
          .extracting(Method::getName)
          .contains(parts[1]);
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  @ParameterizedTest
  @MethodSource("points")
  void point_thatIsMeasured_isStatedInTheDocumentation(Point point) throws IOException {
    if (point.rest().startsWith("measured: ")) {
      String what = point.rest().substring("measured: ".length());
      assertThat(Files.readString(Path.of("docs", "browser.md"))).containsIgnoringCase("| " + what);
    }
  }
}
