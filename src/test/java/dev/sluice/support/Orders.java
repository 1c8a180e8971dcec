package dev.sluice.support;

import java.util.ArrayList;
import java.util.List;

/** All orders of a few things, such as the members of an object. */
public final class Orders {

  private Orders() {}

  public static List<List<String>> of(List<String> members) {
    if (members.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> orders = new ArrayList<>();
    for (String first : members) {
      List<String> others = new ArrayList<>(members);
      others.remove(first);
      for (List<String> rest : of(others)) {
        List<String> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }
}
